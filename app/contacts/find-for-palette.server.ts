import type { Viewer } from "../auth/viewer.server.ts";
import { searchContacts, type Database } from "../database.server.ts";
import { EVERY_CONTACT } from "../domain/contact-list.ts";
import { LONGEST_SEARCH } from "../domain/due-view.ts";

const MOST_FOUND = 8;

/** What the palette shows of a contact. */
export interface FoundContact {
  id: string;
  name: string;
  /** Their company, else their email or phone; empty where none is known. */
  detail: string;
}

/** The first contacts that the viewer's search finds among those that they see; `isCut` where there may be others. */
export async function findForPalette(
  database: Database,
  viewer: Viewer,
  typed: string,
): Promise<{ contacts: FoundContact[]; isCut: boolean }> {
  const search = typed.slice(0, LONGEST_SEARCH).trim();
  const wanted = { search, filter: EVERY_CONTACT, today: viewer.today, sort: "name", limit: MOST_FOUND } as const;
  const { contacts, next, isCut } = await searchContacts(database, viewer, { ...wanted, after: null, before: null });
  return {
    contacts: contacts.map(({ id, name, company, email, phone }) => ({
      ...{ id, name },
      detail: [company, email ?? phone].filter(Boolean).join(" · "),
    })),
    isCut: isCut || next !== null,
  };
}
