import type { Viewer } from "../auth/viewer.server.ts";
import {
  countContacts,
  countFound,
  listContacts,
  searchContacts,
  type Database,
  type ListedContact,
} from "../database.server.ts";
import { readContactList, type ContactListRequest, type ContactPlace } from "../domain/contact-list.ts";
import { MOST_FOLLOW_UPS } from "../domain/due-list.ts";
import { noNextStepHref } from "../domain/no-next-step.ts";
import { countedText, type MatchingCount } from "../domain/showing-text.ts";
import { MOST_OPERATIONS } from "../follow-ups/operation-ids.ts";

/** The most contacts that are changed as all that match. */
export const MOST_MATCHING = MOST_OPERATIONS * MOST_FOLLOW_UPS;

/** How far contacts are counted: in an index, and where each has to be looked at. */
const MOST_COUNTED = 10_000;
const MOST_LOOKED_AT = 1_000;
/** How far beside other lists. */
const MOST_TOLD = 999;

/** One page of contacts; `isCut` where more may match than were looked at. */
export interface ReadPage {
  contacts: ListedContact[];
  previous: ContactPlace | null;
  next: ContactPlace | null;
  isCut: boolean;
}

/** The page of the viewer's contacts that a list asks for. */
export async function readContacts(
  database: Database,
  viewer: Viewer,
  list: ContactListRequest,
  limit: number,
): Promise<ReadPage> {
  const wanted = { ...list, filter: list, limit, today: viewer.today };
  if (list.search) return searchContacts(database, viewer, wanted);
  return { ...(await listContacts(database, viewer, wanted)), isCut: false };
}

/** The ids of all contacts that match a list, whichever of its pages it asks for; null where they are too many. */
export async function findMatching(
  database: Database,
  viewer: Viewer,
  list: ContactListRequest,
): Promise<string[] | null> {
  const page = await readContacts(database, viewer, { ...list, after: null, before: null }, MOST_MATCHING);
  return page.next || page.isCut ? null : page.contacts.map(({ id }) => id);
}

/** How many contacts match a list of which `page` was read: up to a number, beyond which `isMore`; null where that isn't known. */
export async function countMatching(
  database: Database,
  viewer: Viewer,
  list: ContactListRequest,
  page: ReadPage,
): Promise<MatchingCount | null> {
  if (!page.previous && !page.next) return page.isCut ? null : { count: page.contacts.length, isMore: false };
  const wanted = { search: list.search, filter: list, today: viewer.today };
  const most = list.search || list.owner === "nobody" ? MOST_LOOKED_AT : MOST_COUNTED;
  const found = await (list.search ? countFound : countContacts)(database, viewer, wanted, most + 1);
  return found === null ? null : { count: Math.min(found, most), isMore: found > most };
}

/** How many active contacts of the viewer, or of the member whose list they work, have no follow-up date, as the list of them has it: `12`, `999+`. */
export async function noNextStepText(database: Database, viewer: Viewer): Promise<string> {
  const filter = readContactList(new URL(noNextStepHref(viewer.of), "http://localhost").searchParams);
  const found = await countContacts(database, viewer, { filter, today: viewer.today }, MOST_TOLD + 1);
  return countedText({ count: Math.min(found, MOST_TOLD), isMore: found > MOST_TOLD }, viewer.locale);
}
