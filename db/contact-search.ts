import type { ContactFilter, ContactPlace, ContactSort } from "../app/domain/contact-list.ts";
import { EVERYONE, matchesTerms, searchKey, searchPlans, searchTerms, type SearchPlan } from "../app/domain/search.ts";
import type { Database } from "./collections.ts";
import { listed, type ContactPage, type ListedContact } from "./contact-pages.ts";
import {
  byBytes,
  firstMet,
  firstRange,
  keyText,
  nextRange,
  readRange,
  secondOf,
  type FoundContact,
  type SearchPlace,
  type Source,
} from "./contact-search-ranges.ts";
import type { MemberScope } from "./scope.ts";

/** The most contacts that one page of a search looks at, however many of them are refused, and one without any yet. */
export const MOST_EXAMINED = 500;
export const MOST_EXAMINED_IN_VAIN = 5_000;
const LARGEST_CHUNK = 500;

/** Which page of a search to read; `sort` is for what fits one page, as only that is known as a whole. */
export interface SearchRequest {
  search: string;
  filter: ContactFilter;
  sort: ContactSort;
  after: ContactPlace | null;
  limit: number;
}

/** A page of a search; one that isn't sorted comes in the order of the words that were met. */
export interface SearchPage extends ContactPage {
  isSorted: boolean;
}

/**
 * A page of the contacts that have a word beginning with each of the search's: where they all fit one, sorted as asked
 * for, else in the order of the keys that are met, then name and id. A search for one word, filtered or not, and an
 * admin's for two examine about what the page shows. Where there are several ways to answer, each is tried for about a
 * page: one that comes to its end or fills the page is the answer, else the one that refused the fewest goes on. Then a
 * page ends early after `MOST_EXAMINED`, or `MOST_EXAMINED_IN_VAIN` where it has nothing yet, and `next` goes on from there.
 */
export async function searchContacts(
  database: Database,
  scope: MemberScope,
  request: SearchRequest,
): Promise<SearchPage> {
  const { search, filter, after, limit } = request;
  const plans = searchPlans(search, filter, scope.role === "admin" ? null : scope.userId);
  for (const plan of plans) {
    const place = placeIn(after, plan);
    if (place && isOwn(plan, scope)) return readPage(database, scope, request, { plan, place });
  }
  let best: { plan: SearchPlan; found: number } | null = null;
  for (const plan of plans) {
    // Of everyone's contacts some may be others'.
    const enough = isOwn(plan, scope) ? limit : 2 * limit;
    const most = plans.length > 1 ? { examined: enough, inVain: enough } : undefined;
    const page = await readPage(database, scope, request, { plan, place: null, most });
    const found = page.contacts.length;
    if (page.next === null || !most || (found === limit && isOwn(plan, scope))) return page;
    // A place among others' contacts would tell their names.
    if (isOwn(plan, scope) && (!best || found > best.found)) best = { plan, found };
  }
  if (!best) return { contacts: [], previous: null, next: null, isSorted: true };
  return readPage(database, scope, request, { plan: best.plan, place: null });
}

/** True where a plan reads no contacts but those that the member sees. */
const isOwn = (plan: SearchPlan, { role }: MemberScope) => role === "admin" || plan.scope !== EVERYONE;

/** How a page is read, from where on, and how many contacts it looks at, at most: with something found, and without. */
interface Reading {
  plan: SearchPlan;
  place: SearchPlace | null;
  most?: { examined: number; inVain: number } | undefined;
}

async function readPage(
  database: Database,
  scope: MemberScope,
  { search, filter, sort, after, limit }: SearchRequest,
  { plan, place: start, most = { examined: MOST_EXAMINED, inVain: MOST_EXAMINED_IN_VAIN } }: Reading,
): Promise<SearchPage> {
  const terms = searchTerms(search);
  const source: Source = { database, scope, isUndated: filter.noFollowUp };
  const shown: FoundContact[] = [];
  const pageOf = (next: ContactPlace | null): SearchPage => {
    const isSorted = after === null && next === null;
    if (isSorted) shown.sort(ORDERS[sort]);
    return { contacts: shown.map(listed), previous: null, next, isSorted };
  };
  let place = start;
  let lastShown: SearchPlace | null = null;
  let examined = 0;
  for (let range = await firstRange(source, plan, place); range;) {
    const size = shown.length > 0 ? limit + 1 - shown.length : Math.max(limit + 1, Math.min(examined, LARGEST_CHUNK));
    const met = await readRange(source, range, place, size);
    examined += met.length + 1;
    for (const { contact, key } of met) {
      const { searchKeys, ...found } = contact;
      place = { key, name: found.name, id: found.id };
      // Under another of its keys it was met before: it stands there already.
      if (key !== firstMet(searchKeys, plan)) continue;
      if (!isSeenBy(scope, found) || !passes(found, filter)) continue;
      if (!matchesTerms(wordsIn(searchKeys, plan.scope), terms)) continue;
      if (shown.length === limit) return pageOf(placeText(lastShown));
      shown.push(found);
      lastShown = place;
    }
    if (met.length < size) {
      place = { key: range.end, name: "", id: "" };
      range = await nextRange(source, plan, range);
    }
    if (range && examined >= (shown.length > 0 ? most.examined : most.inVain)) return pageOf(placeText(place));
  }
  return pageOf(null);
}

const byName = (a: FoundContact, b: FoundContact) => byBytes(a.name, b.name) || byBytes(a.id, b.id);
const AFTER_ALL_DATES = "~";

/** The orders in which lists come from their indexes, for contacts that have been read. */
const ORDERS: Record<ContactSort, (a: FoundContact, b: FoundContact) => number> = {
  name: byName,
  date: (a, b) => byBytes(a.nextFollowUpDate ?? AFTER_ALL_DATES, b.nextFollowUpDate ?? AFTER_ALL_DATES) || byName(a, b),
  changed: (a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || byBytes(a.id, b.id),
};

/** The words of everyone are others' too: what a member doesn't see is left out as soon as it is read. */
const isSeenBy = ({ role, userId }: MemberScope, { assigneeIds }: ListedContact) =>
  role === "admin" || assigneeIds.includes(userId);

function passes(contact: ListedContact, { leadQuality, status, noFollowUp }: ContactFilter): boolean {
  if (leadQuality !== null && (contact.leadQuality ?? "NONE") !== leadQuality) return false;
  if (status !== null && contact.status !== status) return false;
  return !noFollowUp || contact.nextFollowUpDate === null;
}

function wordsIn(keys: string[], who: string): string[] {
  return keys.filter((key) => key.startsWith(searchKey(who, ""))).map((key) => keyText(key, who));
}

/** The place that an address names, where it is one of the plan's; whose contacts are read is never taken from it. */
function placeIn(place: ContactPlace | null, { scope, prefix, second }: SearchPlan): SearchPlace | null {
  const [text, name, id] = place ?? [];
  if (typeof text !== "string" || typeof name !== "string" || typeof id !== "string") return null;
  if (!text.startsWith(prefix) || (second !== null && !secondOf(text).startsWith(second))) return null;
  return { key: searchKey(scope, text), name, id };
}

function placeText(place: SearchPlace | null): ContactPlace | null {
  return place && [place.key.slice(place.key.indexOf(":") + 1), place.name, place.id];
}
