import type { Filter as Match } from "mongodb";
import type { ContactFilter, ContactPlace } from "../app/domain/contact-list.ts";
import { EVERYONE, matchesTerms, searchKey, searchTerms } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { SEARCH_INDEX } from "./contact-indexes.ts";
import { LISTED_FIELDS, type ContactPage, type ListedContact } from "./contact-pages.ts";
import type { MemberScope } from "./scope.ts";

/** The most contacts that one page of a search looks at, however many of them the other words and filters refuse. */
export const MOST_EXAMINED = 2_000;
const LARGEST_CHUNK = 500;
const LAST_CHARACTER = "\u{10FFFF}";

/** Which page of a search to read. */
export interface SearchRequest {
  search: string;
  filter: ContactFilter;
  after: ContactPlace | null;
  limit: number;
}

/** What of the search index a page begins with: one word's contacts behind a place, or all words behind one. */
export interface SearchStretch {
  match: Match<ContactDocument>;
  sort?: { name: 1; id: 1 };
  /** The key under which the index gives a contact with these keys. */
  keyOf(keys: string[]): string;
}

/** A contact that was read, and the key of the index under which it was met. */
interface Met {
  contact: ListedContact & Pick<ContactDocument, "searchKeys">;
  key: string;
}

interface SearchPlace {
  key: string;
  name: string;
  id: string;
}

/** The keys of the index that begin with the first word. */
interface KeyRange {
  start: string;
  end: string;
}

/**
 * A page of the contacts that have a word beginning with each of the search's, in the order of the word that is met,
 * then name and id. One word without a filter examines what the page shows. Of several words only the longest (or an
 * address) is read from the index; the others, and the filters, refuse contacts of that one, so a page may examine more
 * than it shows, but hardly more than `MOST_EXAMINED`: it then ends early, and `next` goes on from there.
 */
export async function searchContacts(
  database: Database,
  scope: MemberScope,
  { search, filter, after, limit }: SearchRequest,
): Promise<ContactPage> {
  const [first, ...others] = searchTerms(search);
  if (first === undefined) return { contacts: [], previous: null, next: null };
  const who = scope.role === "admin" ? EVERYONE : scope.userId;
  const start = searchKey(who, first);
  const range = { start, end: start + LAST_CHARACTER };
  const shown: ListedContact[] = [];
  let place = placeIn(after, range);
  let lastShown: SearchPlace | null = null;
  let chunk = limit + 1;
  for (let examined = 0; examined < MOST_EXAMINED; examined += chunk, chunk = Math.min(chunk * 2, LARGEST_CHUNK)) {
    const met = await readChunk(database, scope, range, place, chunk);
    for (const { contact, key } of met) {
      const { searchKeys, ...listed } = contact;
      // Another of its words was met before: it stands there already.
      if (key !== keysIn(searchKeys, range)[0]) continue;
      if (!passes(listed, filter) || !matchesTerms(wordsIn(searchKeys, who), others)) continue;
      if (shown.length === limit) return { contacts: shown, previous: null, next: placeText(lastShown) };
      shown.push(listed);
      lastShown = { key, name: listed.name, id: listed.id };
    }
    const last = met.at(-1);
    if (!last || met.length < chunk) return { contacts: shown, previous: null, next: null };
    place = { key: last.key, name: last.contact.name, id: last.contact.id };
  }
  return { contacts: shown, previous: null, next: placeText(place) };
}

async function readChunk(
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
    const found = await query.project<Met["contact"]>({ ...LISTED_FIELDS, searchKeys: 1 }).toArray();
    met.push(...found.map((contact) => ({ contact, key: keyOf(contact.searchKeys) })));
  }
  return met;
}

/**
 * The stretches of the search index from a place on: the rest of its word's contacts, then those of the words behind.
 * The last one comes in the order of the index that it is hinted to, as no sort by a list can say it.
 */
export function searchStretches(
  { organizationId }: MemberScope,
  { start, end }: KeyRange,
  place: SearchPlace | null,
): SearchStretch[] {
  if (!place) {
    const keyOf = (keys: string[]) => keysIn(keys, { start })[0] ?? start;
    return [{ match: { organizationId, searchKeys: { $elemMatch: { $gte: start, $lt: end } } }, keyOf }];
  }
  const { key, name, id } = place;
  const sort = { name: 1, id: 1 } as const;
  return [
    { match: { organizationId, searchKeys: key, name, id: { $gt: id } }, sort, keyOf: () => key },
    { match: { organizationId, searchKeys: key, name: { $gt: name } }, sort, keyOf: () => key },
    {
      match: { organizationId, searchKeys: { $elemMatch: { $gt: key, $lt: end } } },
      keyOf: (keys) => keysIn(keys, { start }).find((each) => byBytes(each, key) > 0) ?? key,
    },
  ];
}

/** The keys of a contact that the search meets, in the order of the index. */
const keysIn = (keys: string[], { start }: Pick<KeyRange, "start">) =>
  keys.filter((key) => key.startsWith(start)).sort(byBytes);

// The database orders text by its bytes; JavaScript's own order differs beyond the first 65,536 characters.
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function passes(contact: ListedContact, { leadQuality, status, noFollowUp }: ContactFilter): boolean {
  if (leadQuality !== null && (contact.leadQuality ?? "NONE") !== leadQuality) return false;
  if (status !== null && contact.status !== status) return false;
  return !noFollowUp || contact.nextFollowUpDate === null;
}

function wordsIn(keys: string[], who: string): string[] {
  const prefix = searchKey(who, "");
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

// An address names the word only: whose contacts are read is never taken from it.
function placeIn(place: ContactPlace | null, range: KeyRange): SearchPlace | null {
  const [word, name, id] = place ?? [];
  if (typeof word !== "string" || typeof name !== "string" || typeof id !== "string") return null;
  const key = searchKey(range.start.slice(0, range.start.indexOf(":")), word);
  return key.startsWith(range.start) ? { key, name, id } : null;
}

function placeText(place: SearchPlace | null): ContactPlace | null {
  return place && [place.key.slice(place.key.indexOf(":") + 1), place.name, place.id];
}
