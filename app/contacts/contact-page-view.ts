import type { ListedContact } from "../database.server.ts";
import { contactListQuery, type ContactListRequest, type ContactPlace } from "../domain/contact-list.ts";

/** One page of contacts, as the database gives it. */
interface ReadPage {
  contacts: ListedContact[];
  previous: ContactPlace | null;
  next: ContactPlace | null;
}

/** A page of contacts with the addresses of those around it; null where there is none. */
export function contactPageView(page: ReadPage, list: ContactListRequest, selectAll: boolean) {
  const at = (place: Partial<Pick<ContactListRequest, "after" | "before">>) =>
    `/contacts${contactListQuery({ ...list, after: null, before: null, ...place })}`;
  const { after, before } = list;
  const here = at({ after, before });
  const links = {
    here,
    selectAllHref: `${here}${here.includes("?") ? "&" : "?"}select=all`,
    first: after || before ? at({}) : null,
    previous: page.previous && at({ before: page.previous }),
    next: page.next && at({ after: page.next }),
  };
  return { contacts: page.contacts, links, selectAll };
}
