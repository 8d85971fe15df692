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
  const here = at({ after: list.after, before: list.before });
  const links = {
    here,
    selectAllHref: `${here}${here.includes("?") ? "&" : "?"}select=all`,
    first: list.after || list.before ? at({}) : null,
    previous: page.previous && at({ before: page.previous }),
    next: page.next && at({ after: page.next }),
    // A search for several words looks at so many contacts and no more: there may be others behind them.
    nextText: page.contacts.length === 0 ? "Search further" : "Next page",
  };
  return { contacts: page.contacts, links, selectAll };
}
