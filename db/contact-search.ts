import type { Filter as Match } from "mongodb";
import type { ContactFilter, ContactPlace, ContactSort } from "../app/domain/contact-list.ts";
import {
  EVERYONE,
  firstOfPair,
  matchesTerms,
  pairOf,
  searchKey,
  searchPlan,
  type SearchPlan,
} from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { SEARCH_INDEX } from "./contact-indexes.ts";
import { listed, LISTED_FIELDS, type ContactPage, type ListedContact } from "./contact-pages.ts";
import type { MemberScope } from "./scope.ts";

/** The most contacts that one page of a search looks at, however many of them are refused, and one without any yet. */
export const MOST_EXAMINED = 500;
export const MOST_EXAMINED_IN_VAIN = 5_000;
const LARGEST_CHUNK = 500;
const LAST_CHARACTER = "\u{10FFFF}";

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

/** A place in the search index: behind that contact, under that key. */
interface SearchPlace {
  key: string;
  name: string;
  id: string;
}

/** The keys of the index from `start` on, up to `end`. */
interface KeyRange {
  start: string;
  end: string;
}

/** A contact with what it can be sorted by. */
type FoundContact = ListedContact & Pick<ContactDocument, "updatedAt">;

/** A contact that was read, and the key of the index under which it was met. */
interface Met {
  contact: FoundContact & Pick<ContactDocument, "searchKeys">;
  key: string;
}

/** A part of a range that one query reads. */
interface Stretch {
  match: Match<ContactDocument>;
  sort?: { name: 1; id: 1 };
  /** The key under which the index gives a contact with these keys. */
  keyOf(keys: string[]): string;
}

/**
 * A page of the contacts that have a word beginning with each of the search's: where they all fit one, sorted as asked
 * for, else in the order of the keys that are met, then name and id. An admin's search for one word, for two, or for one with a lead quality or a status examines about
 * what the page shows, and a member's for one word. What else is asked for refuses contacts that were read: a page then
 * ends early after `MOST_EXAMINED`, or `MOST_EXAMINED_IN_VAIN` where it has nothing yet, and `next` goes on from there.
 */
export async function searchContacts(
  database: Database,
  scope: MemberScope,
  { search, filter, sort, after, limit }: SearchRequest,
): Promise<SearchPage> {
  const who = scope.role === "admin" ? EVERYONE : scope.userId;
  const plan = searchPlan(search, filter, who !== EVERYONE);
  const shown: FoundContact[] = [];
  const pageOf = (next: ContactPlace | null): SearchPage => {
    const isSorted = after === null && next === null;
    if (isSorted) shown.sort(ORDERS[sort]);
    return { contacts: shown.map(listed), previous: null, next, isSorted };
  };
  if (!plan) return pageOf(null);
  let place = placeIn(after, who, plan);
  let lastShown: SearchPlace | null = null;
  let examined = 0;
  for (let range = await firstRange(database, scope, who, plan, place); range;) {
    const size = shown.length > 0 ? limit + 1 - shown.length : Math.max(limit + 1, Math.min(examined, LARGEST_CHUNK));
    const met = await readRange(database, scope, range, place, size);
    examined += met.length + 1;
    for (const { contact, key } of met) {
      const { searchKeys, ...found } = contact;
      place = { key, name: found.name, id: found.id };
      // Under another of its keys it was met before: it stands there already.
      if (key !== firstMet(searchKeys, who, plan)) continue;
      if (!passes(found, filter) || !matchesTerms(wordsIn(searchKeys, who), plan.others)) continue;
      if (shown.length === limit) return pageOf(placeText(lastShown));
      shown.push(found);
      lastShown = place;
    }
    if (met.length < size) {
      place = { key: range.end, name: "", id: "" };
      range = await nextRange(database, scope, who, plan, range);
    }
    const most = shown.length > 0 ? MOST_EXAMINED : MOST_EXAMINED_IN_VAIN;
    if (range && examined >= most) return pageOf(placeText(place));
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

/** The first keys that the plan reads from a place on; null where there are none. */
async function firstRange(
  database: Database,
  scope: MemberScope,
  who: string,
  plan: SearchPlan,
  place: SearchPlace | null,
): Promise<KeyRange | null> {
  const start = searchKey(who, plan.prefix);
  if (plan.second === null) return { start, end: start + LAST_CHARACTER };
  if (place) return rangeOfPair(who, plan, place.key);
  return rangeOfPair(who, plan, await keyBehind(database, scope, { start, end: start + LAST_CHARACTER }));
}

/** The keys of the pairs whose first word is the next one behind a range; null where there is none. */
async function nextRange(
  database: Database,
  scope: MemberScope,
  who: string,
  plan: SearchPlan,
  range: KeyRange,
): Promise<KeyRange | null> {
  if (plan.second === null) return null;
  const behind = searchKey(who, pairOf(wordOf(range.start, who), LAST_CHARACTER));
  const end = searchKey(who, plan.prefix) + LAST_CHARACTER;
  return rangeOfPair(who, plan, await keyBehind(database, scope, { start: behind, end }));
}

/** The keys of the pairs that have the first word of that pair, and a second one as the plan wants it. */
function rangeOfPair(who: string, { second }: SearchPlan, key: string | null): KeyRange | null {
  if (key === null) return null;
  const start = searchKey(who, pairOf(wordOf(key, who), second ?? ""));
  return { start, end: start + LAST_CHARACTER };
}

/** The first key of the index behind the start of a range; null where the range has none. */
async function keyBehind(
  { contacts }: Database,
  { organizationId }: MemberScope,
  { start, end }: KeyRange,
): Promise<string | null> {
  const [found] = await contacts
    .find({ organizationId, searchKeys: { $elemMatch: { $gt: start, $lt: end } } })
    .hint(SEARCH_INDEX)
    .limit(1)
    .project<Pick<ContactDocument, "searchKeys">>({ _id: 0, searchKeys: 1 })
    .toArray();
  return found?.searchKeys.filter((key) => isBehind(key, start) && isBehind(end, key)).sort(byBytes)[0] ?? null;
}

async function readRange(
  { contacts }: Database,
  scope: MemberScope,
  range: KeyRange,
  place: SearchPlace | null,
  size: number,
): Promise<Met[]> {
  const met: Met[] = [];
  for (const { match, sort, keyOf } of searchStretches(scope, range, place)) {
    const missing = size - met.length;
    if (missing === 0) break;
    const query = contacts.find(match).hint(SEARCH_INDEX).limit(missing);
    if (sort) query.sort(sort);
    const found = await query.project<Met["contact"]>({ ...LISTED_FIELDS, updatedAt: 1, searchKeys: 1 }).toArray();
    met.push(...found.map((contact) => ({ contact, key: keyOf(contact.searchKeys) })));
  }
  return met;
}

/**
 * The stretches of a range from a place on: the rest of the contacts under its key, then those under the keys behind.
 * The last one comes in the order of the index that it is hinted to, as no sort by a list can say it.
 */
function searchStretches({ organizationId }: MemberScope, range: KeyRange, place: SearchPlace | null): Stretch[] {
  const { start, end } = range;
  const firstIn = (keys: string[], isWanted: (key: string) => boolean) =>
    keys.filter((key) => isWanted(key) && isBehind(end, key)).sort(byBytes)[0] ?? start;
  if (!place || isBehind(start, place.key)) {
    const keyOf = (keys: string[]) => firstIn(keys, (key) => !isBehind(start, key));
    return [{ match: { organizationId, searchKeys: { $elemMatch: { $gte: start, $lt: end } } }, keyOf }];
  }
  const { key, name, id } = place;
  const sort = { name: 1, id: 1 } as const;
  return [
    { match: { organizationId, searchKeys: key, name, id: { $gt: id } }, sort, keyOf: () => key },
    { match: { organizationId, searchKeys: key, name: { $gt: name } }, sort, keyOf: () => key },
    {
      match: { organizationId, searchKeys: { $elemMatch: { $gt: key, $lt: end } } },
      keyOf: (keys) => firstIn(keys, (each) => isBehind(each, key)),
    },
  ];
}

/** The first key under which the plan meets a contact with these keys. */
function firstMet(keys: string[], who: string, plan: SearchPlan): string | undefined {
  const start = searchKey(who, plan.prefix);
  const isMet = (key: string) =>
    key.startsWith(start) && (plan.second === null || key.slice(key.indexOf(" ") + 1).startsWith(plan.second));
  return keys.filter(isMet).sort(byBytes)[0];
}

// The database orders text by its bytes; JavaScript's own order differs beyond the first 65,536 characters.
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const isBehind = (key: string, other: string) => byBytes(key, other) > 0;

function passes(contact: ListedContact, { leadQuality, status, noFollowUp }: ContactFilter): boolean {
  if (leadQuality !== null && (contact.leadQuality ?? "NONE") !== leadQuality) return false;
  if (status !== null && contact.status !== status) return false;
  return !noFollowUp || contact.nextFollowUpDate === null;
}

/** What a key says, without whom it says it for. */
const keyText = (key: string, who: string) => key.slice(searchKey(who, "").length);
const wordOf = (key: string, who: string) => firstOfPair(keyText(key, who));

function wordsIn(keys: string[], who: string): string[] {
  return keys.filter((key) => key.startsWith(searchKey(who, ""))).map((key) => keyText(key, who));
}

// An address names the word only: whose contacts are read is never taken from it.
function placeIn(place: ContactPlace | null, who: string, { prefix }: SearchPlan): SearchPlace | null {
  const [text, name, id] = place ?? [];
  if (typeof text !== "string" || typeof name !== "string" || typeof id !== "string") return null;
  return text.startsWith(prefix) ? { key: searchKey(who, text), name, id } : null;
}

function placeText(place: SearchPlace | null): ContactPlace | null {
  return place && [place.key.slice(place.key.indexOf(":") + 1), place.name, place.id];
}
