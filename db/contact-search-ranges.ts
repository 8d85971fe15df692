import type { Filter as Match } from "mongodb";
import { firstOfPair, pairOf, searchKey, type SearchPlan } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { SEARCH_INDEX, UNDATED_SEARCH_INDEX } from "./contact-indexes.ts";
import { LISTED_FIELDS, type ListedContact } from "./contact-pages.ts";
import type { MemberScope } from "./scope.ts";

const LAST_CHARACTER = "\u{10FFFF}";

/** A place in the search index: behind that contact, under that key. */
export interface SearchPlace {
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
export type FoundContact = ListedContact & Pick<ContactDocument, "updatedAt">;

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

/** Where keys are read from: all contacts of the organization, or those that have no follow-up set. */
export interface Source {
  database: Database;
  scope: MemberScope;
  isUndated: boolean;
}

/** Contacts of the source that match, in the order of its index. */
function contactsIn({ database, scope: { organizationId }, isUndated }: Source, match: Match<ContactDocument>) {
  return database.contacts
    .find({ organizationId, ...(isUndated && { nextFollowUpDate: null }), ...match })
    .hint(isUndated ? UNDATED_SEARCH_INDEX : SEARCH_INDEX);
}

/** The first keys that the plan reads from a place on; null where there are none. */
export async function firstRange(
  source: Source,
  plan: SearchPlan,
  place: SearchPlace | null,
): Promise<KeyRange | null> {
  const start = searchKey(plan.scope, plan.prefix);
  const end = start + LAST_CHARACTER;
  if (plan.second === null) return { start, end };
  return rangeOfPair(plan, place ? place.key : await keyBehind(source, { start, end }));
}

/** The keys of the pairs whose first word is the next one behind a range; null where there is none. */
export async function nextRange(source: Source, plan: SearchPlan, range: KeyRange): Promise<KeyRange | null> {
  const { scope, prefix, second } = plan;
  if (second === null) return null;
  const behind = searchKey(scope, pairOf(wordOf(range.start, scope), LAST_CHARACTER));
  const end = searchKey(scope, prefix) + LAST_CHARACTER;
  return rangeOfPair(plan, await keyBehind(source, { start: behind, end }));
}

/** The keys of the pairs that have the first word of that pair, and a second one as the plan wants it. */
function rangeOfPair({ scope, second }: SearchPlan, key: string | null): KeyRange | null {
  if (key === null) return null;
  const start = searchKey(scope, pairOf(wordOf(key, scope), second ?? ""));
  return { start, end: start + LAST_CHARACTER };
}

/** The first key of the index behind the start of a range; null where the range has none. */
async function keyBehind(source: Source, { start, end }: KeyRange): Promise<string | null> {
  const [found] = await contactsIn(source, { searchKeys: { $elemMatch: { $gt: start, $lt: end } } })
    .limit(1)
    .project<Pick<ContactDocument, "searchKeys">>({ _id: 0, searchKeys: 1 })
    .toArray();
  return found?.searchKeys.filter((key) => isBehind(key, start) && isBehind(end, key)).sort(byBytes)[0] ?? null;
}

export async function readRange(
  source: Source,
  range: KeyRange,
  place: SearchPlace | null,
  size: number,
): Promise<Met[]> {
  const met: Met[] = [];
  for (const { match, sort, keyOf } of searchStretches(range, place)) {
    const missing = size - met.length;
    if (missing === 0) break;
    const query = contactsIn(source, match).limit(missing);
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
function searchStretches(range: KeyRange, place: SearchPlace | null): Stretch[] {
  const { start, end } = range;
  const firstIn = (keys: string[], isWanted: (key: string) => boolean) =>
    keys.filter((key) => isWanted(key) && isBehind(end, key)).sort(byBytes)[0] ?? start;
  if (!place || isBehind(start, place.key)) {
    const keyOf = (keys: string[]) => firstIn(keys, (key) => !isBehind(start, key));
    return [{ match: { searchKeys: { $elemMatch: { $gte: start, $lt: end } } }, keyOf }];
  }
  const { key, name, id } = place;
  const sort = { name: 1, id: 1 } as const;
  return [
    { match: { searchKeys: key, name, id: { $gt: id } }, sort, keyOf: () => key },
    { match: { searchKeys: key, name: { $gt: name } }, sort, keyOf: () => key },
    {
      match: { searchKeys: { $elemMatch: { $gt: key, $lt: end } } },
      keyOf: (keys) => firstIn(keys, (each) => isBehind(each, key)),
    },
  ];
}

/** The first key under which the plan meets a contact with these keys. */
export function firstMet(keys: string[], plan: SearchPlan): string | undefined {
  const start = searchKey(plan.scope, plan.prefix);
  const isMet = (key: string) =>
    key.startsWith(start) && (plan.second === null || secondOf(key).startsWith(plan.second));
  return keys.filter(isMet).sort(byBytes)[0];
}

// The database orders text by its bytes; JavaScript's own order differs beyond the first 65,536 characters.
export const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const isBehind = (key: string, other: string) => byBytes(key, other) > 0;

/** The second word of a pair. */
export const secondOf = (pair: string) => pair.slice(pair.indexOf(" ") + 1);

/** What a key says, without whom it says it for. */
export const keyText = (key: string, who: string) => key.slice(searchKey(who, "").length);
const wordOf = (key: string, who: string) => firstOfPair(keyText(key, who));
