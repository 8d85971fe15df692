import type { ContactFilter } from "./contact-list.ts";
import type { Contact } from "./contact.ts";

/** The scope of an admin's search: every contact of the organization. */
export const EVERYONE = "*";

/** The most words that one contact is found by, and the longest that each of them counts. */
const MOST_WORDS = 16;
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
    .map(cut);
}

const cut = (word: string) => [...word].slice(0, LONGEST_WORD).join("");

/** The distinct searchable words of a contact's name, company and email, and the whole address after an `@`. */
export function searchWords(contact: { name: string; company: string | null; email: string | null }): string[] {
  const { name, company, email } = contact;
  const words = new Set([name, company, email].flatMap((text) => wordsOf(text ?? "")));
  return [...[...words].slice(0, MOST_WORDS), ...(email ? [addressWord(email)] : [])].sort();
}

// What begins with an @ is no other word, so that searching for "ann" doesn't also meet "ann@example.com" as a word.
const addressWord = (email: string) => cut(`@${searchable(email)}`);

/** What a contact is found by. */
export type SearchedContact = Pick<Contact, "name" | "company" | "email" | "leadQuality" | "status"> & {
  assigneeIds: readonly string[];
};

/**
 * What the index of searches holds of a contact, for everyone and for each user assigned to it: each of its words, every
 * two of them together, and each with the lead quality and the status, so that a search for two words, or for one among the
 * hot contacts, reads no other contacts.
 */
export function searchKeys(contact: SearchedContact): string[] {
  const words = searchWords(contact);
  const spoken = words.filter((word) => !word.startsWith("@"));
  const paired = spoken.filter(isLong);
  const pairs = paired.flatMap((word, index) => paired.slice(index + 1).map((other) => pairOf(word, other)));
  const faceted = facetsOf(contact).flatMap((facet) => spoken.map((word) => pairOf(facet, word)));
  const keys = [...new Set([...words, ...pairs, ...faceted])];
  return [EVERYONE, ...contact.assigneeIds].flatMap((scope) => keys.map((key) => searchKey(scope, key))).sort();
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

/** Two words as one key: in the order of their letters, a facet before any word. */
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

/** Which keys a search reads, and what it then still has to ask of each contact. */
export interface SearchPlan {
  /** What the keys begin with: a word, or the first word of a pair and, where `second` is null, the second one too. */
  prefix: string;
  /** What the second word of a pair begins with. */
  second: string | null;
  /** The words that the keys say nothing of. */
  others: string[];
}

/** How a search is answered; null where it asks for nothing. Of several words the longest are looked up. */
export function searchPlan(search: string, filter: ContactFilter): SearchPlan | null {
  const terms = searchTerms(search);
  const [first, second] = terms;
  if (first === undefined) return null;
  if (!first.startsWith("@") && second !== undefined && isLong(second)) {
    // Neither begins the other, so that the words which begin with them stand in the same order as they do.
    const [low, high] = first < second ? [first, second] : [second, first];
    return { prefix: PAIR + low, second: high, others: terms.slice(2) };
  }
  const others = terms.slice(1);
  const facet = facetOf(filter.leadQuality, filter.status);
  if (facet && !first.startsWith("@")) return { prefix: pairOf(facet, first), second: null, others };
  return { prefix: first, second: null, others };
}

/**
 * The words that a search asks for, the one that is likely to be the rarest first: an address as far as it is typed,
 * else the longest. Each has to begin a word of the contact; what another one begins with goes without saying.
 */
export function searchTerms(search: string): string[] {
  const terms = search.split(/\s+/u).flatMap((part) => (/.@/u.test(part) ? [addressWord(part)] : wordsOf(part)));
  const distinct = [...new Set(terms)];
  const rarity = (term: string) => (term.startsWith("@") ? LONGEST_WORD + 1 : term.length);
  return distinct
    .filter((term) => !distinct.some((other) => other !== term && other.startsWith(term)))
    .sort((a, b) => rarity(b) - rarity(a))
    .slice(0, MOST_WORDS);
}

/** True where each term begins one of the contact's words. */
export function matchesTerms(words: readonly string[], terms: readonly string[]): boolean {
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}
