import { contactListQuery, type ContactListRequest, type ContactPlace } from "../domain/contact-list.ts";
import type { ReadPage } from "./matching-contacts.server.ts";

/** A page of contacts with the addresses of those around it; null where there is none. */
export function contactPageView(page: ReadPage, list: ContactListRequest) {
  const at = (place: { after?: ContactPlace; before?: ContactPlace }) =>
    `/contacts${contactListQuery({ ...list, after: null, before: null, ...place })}`;
  const { after, before } = list;
  const here = `/contacts${contactListQuery(list)}`;
  const selecting = (what: "all" | "matching") => `${here}${here.includes("?") ? "&" : "?"}select=${what}`;
  const links = {
    here,
    selectAllHref: selecting("all"),
    selectMatchingHref: page.previous || page.next ? selecting("matching") : null,
    first: after || before ? at({}) : null,
    previous: page.previous && at({ before: page.previous }),
    next: page.next && at({ after: page.next }),
  };
  return { contacts: page.contacts, isCut: page.isCut, links };
}
