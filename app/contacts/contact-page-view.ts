import type { ListedContact } from "../database.server.ts";
import { contactListQuery, longerTrail, type ContactListRequest, type ContactPlace } from "../domain/contact-list.ts";

/** One page of contacts, as the database gives it. */
interface ReadPage {
  contacts: ListedContact[];
  previous: ContactPlace | null;
  next: ContactPlace | null;
}

/** A page of contacts with the addresses of those around it; null where there is none. */
export function contactPageView(page: ReadPage, list: ContactListRequest, selectAll: boolean) {
  const at = (place: Partial<Pick<ContactListRequest, "after" | "before" | "trail">>) =>
    `/contacts${contactListQuery({ ...list, after: null, before: null, trail: [], ...place })}`;
  const { after, before, trail } = list;
  const here = at({ after, before, trail });
  const around = list.search
    ? {
        previous: trail.length > 0 ? at({ after: trail.at(-1) ?? null, trail: trail.slice(0, -1) }) : null,
        next: page.next && at({ after: page.next, trail: longerTrail(list) }),
      }
    : {
        previous: page.previous && at({ before: page.previous }),
        next: page.next && at({ after: page.next }),
      };
  const links = {
    here,
    selectAllHref: `${here}${here.includes("?") ? "&" : "?"}select=all`,
    first: after || before ? at({}) : null,
    ...around,
    // A search looks at so many contacts and no more: there may be others behind them.
    nextText: page.contacts.length === 0 ? "Search further" : "Next page",
  };
  return { contacts: page.contacts, links, selectAll };
}
