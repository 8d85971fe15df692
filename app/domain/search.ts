import type { ContactFilter } from "./contact-list.ts";
import type { Contact } from "./contact.ts";

/** The scope of an admin's search: every contact of the organization. */
export const EVERYONE = "*";

/** The most words that one contact is found by, and how much of each counts. */
const MOST_WORDS = 40;
const LONGEST_WORD = 40;

// Letters that no accent is taken from, as people type them who don't have them on their keyboard.
const PLAIN: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/** Text as it is searched: lower case, without accents. */
export function searchable(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("en");
  return bare.replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter);
}

function wordsOf(text: string): string[] {
  return searchable(text)
    .split(/[^\p{L}\p{N}\p{So}]+/u)
    .filter(Boolean)
    .flatMap((word) => (WITHOUT_SPACES.test(word) ? endsOf(word) : word))
    .map(cut);
}

/** The words of a text, and of one that has nothing but signs all of them as one word. */
function wordsOrSigns(text: string): string[] {
  const words = wordsOf(text);
  const signs = searchable(text).replace(/\s+/gu, "");
  return words.length > 0 || signs === "" ? words : [cut(SIGNS + signs)];
}

// No word begins with it.
const SIGNS = "=";

// Where no space parts a family name from a given one, each of a word's ends is looked for as a word.
const WITHOUT_SPACES = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const LONGEST_WITHOUT_SPACES = 12;

function endsOf(word: string): string[] {
  const characters = [...word].slice(0, LONGEST_WITHOUT_SPACES);
  return characters.map((_, start) => characters.slice(start).join(""));
}

const cut = (word: string) => [...word].slice(0, LONGEST_WORD).join("");

/** The distinct searchable words of a contact's name, company and email in that order, and the whole address after an `@`. */
export function searchWords(contact: { name: string; company: string | null; email: string | null }): string[] {
  const { name, company, email } = contact;
  const words = new Set([name, company, email].flatMap((text) => (text ? wordsOrSigns(text) : [])));
  return [...[...words].slice(0, MOST_WORDS), ...(email ? [addressWord(email)] : [])];
}

// What begins with an @ is no other word, so that searching for "ann" doesn't also meet "ann@example.com" as a word.
const addressWord = (email: string) => cut(`@${searchable(email)}`);
const isAddress = (word: string) => word.startsWith("@");

/** What a contact is found by. */
export type SearchedContact = Pick<Contact, "name" | "company" | "email" | "leadQuality" | "status"> & {
  assigneeIds: readonly string[];
};

/**
 * What the index of searches holds of a contact: each of its words, alone and with the lead quality and the status, for
 * everyone and for each user assigned to it; and for everyone also every two words, either one first. So a search for one
 * word, filtered or not, and one of the whole organization for two words read no other contacts.
 */
export function searchKeys(contact: SearchedContact): string[] {
  const words = searchWords(contact);
  const spoken = words.filter((word) => !isAddress(word));
  const faceted = facetsOf(contact).flatMap((facet) => spoken.map((word) => pairOf(facet, word)));
  const leading = spoken.filter(isLong);
  const pairs = leading.flatMap((word) => spoken.flatMap((other) => (other === word ? [] : pairOf(word, other))));
  const alone = [EVERYONE, ...contact.assigneeIds].flatMap((scope) =>
    [...words, ...faceted].map((key) => searchKey(scope, key)),
  );
  return [...new Set([...alone, ...pairs.map((pair) => searchKey(EVERYONE, pair))])].sort();
}

/** The key under which a search of that scope meets a word or a pair. */
export function searchKey(scope: string, key: string): string {
  return `${scope}:${key}`;
}

// No word begins with either sign, so that none is met among the pairs, and no pair among the words.
const PAIR = "&";
const FACET = "#";

// One letter tells so little that the pairs which begin with it would be too many to go through.
const isLong = (word: string) => [...word].length > 1;

/** Two words, or a facet and a word, as one key. */
export function pairOf(first: string, second: string): string {
  return `${PAIR}${first} ${second}`;
}

/** The first word of a pair. */
export function firstOfPair(pair: string): string {
  return pair.slice(PAIR.length, pair.indexOf(" "));
}

/** What a contact can be filtered by beside a word. Hardly any contact isn't active: that alone is worth no key. */
function facetsOf({ leadQuality, status }: Pick<SearchedContact, "leadQuality" | "status">): string[] {
  const quality = leadQuality ?? "NONE";
  return [facetOf(quality, null), facetOf(null, status), facetOf(quality, status)].flatMap((facet) => facet ?? []);
}

function facetOf(leadQuality: ContactFilter["leadQuality"], status: ContactFilter["status"]): string | null {
  const told = [leadQuality, status === "ACTIVE" ? null : status].filter(Boolean);
  return told.length > 0 ? FACET + told.join("+") : null;
}

/** One way to answer a search: the keys that it reads, of which each contact has one that is looked for. */
export interface SearchPlan {
  /** Whose keys: everyone's, or those of a user. */
  scope: string;
  /** What the keys begin with: a word, a facet and a word, or the first word of a pair. */
  prefix: string;
  /** What the second word of a pair begins with; null where the keys aren't read as pairs. */
  second: string | null;
}

const MOST_PLANS = 6;

/**
 * The ways to answer a search of everyone's contacts, or of a user's, the one that is likely to read the fewest first;
 * none where it asks for nothing. Pairs are everyone's: a user's contacts may be a small part of what these meet.
 */
export function searchPlans(search: string, filter: ContactFilter, userId: string | null): SearchPlan[] {
  const terms = searchTerms(search);
  const addresses = terms.filter(isAddress);
  const spoken = terms.filter((term) => !isAddress(term));
  const facet = facetOf(filter.leadQuality, filter.status);
  const scope = userId ?? EVERYONE;
  const ofAddresses = addresses.map((prefix) => ({ scope, prefix, second: null }));
  const ofWords = spoken.map((word) => ({ scope, prefix: facet ? pairOf(facet, word) : word, second: null }));
  const ofPairs = spoken.flatMap((first, at) =>
    isLong(first) ? spoken.slice(at + 1).map((second) => ({ scope: EVERYONE, prefix: PAIR + first, second })) : [],
  );
  const isPairBest = userId === null && facet === null && ofPairs.length > 0;
  const plans =
    userId === null ? [...ofPairs, ...(isPairBest ? [] : ofWords)] : [...ofWords.slice(0, MOST_PLANS / 2), ...ofPairs];
  return [...ofAddresses, ...plans].slice(0, MOST_PLANS);
}

/**
 * The words that a search asks for, the one that is likely to be the rarest first: an address as far as it is typed,
 * else the longest. Each has to begin a word of the contact; what another one begins with goes without saying.
 */
export function searchTerms(search: string): string[] {
  const terms = search.split(/\s+/u).flatMap((part) => (/.@/u.test(part) ? [addressWord(part)] : wordsOf(part)));
  const distinct = [...new Set(terms.length > 0 ? terms : wordsOrSigns(search))];
  const rarity = (term: string) => (isAddress(term) ? LONGEST_WORD + 1 : term.length);
  return distinct
    .filter((term) => !distinct.some((other) => other !== term && other.startsWith(term)))
    .sort((a, b) => rarity(b) - rarity(a))
    .slice(0, MOST_WORDS);
}

/** True where each term begins one of the contact's words. */
export function matchesTerms(words: readonly string[], terms: readonly string[]): boolean {
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}
