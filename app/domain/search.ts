/** The scope of an admin's search: every contact of the organization. */
export const EVERYONE = "*";

/** The most words that one contact is found by, and the longest that each of them counts. */
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
    .map(cut);
}

const cut = (word: string) => [...word].slice(0, LONGEST_WORD).join("");

/** The distinct searchable words of a contact's name, company and email, and the whole address after an `@`. */
export function searchWords(contact: { name: string; company: string | null; email: string | null }): string[] {
  const { name, company, email } = contact;
  const words = [name, company, email].flatMap((text) => wordsOf(text ?? "")).slice(0, MOST_WORDS);
  return [...new Set(email ? [...words, addressWord(email)] : words)].sort();
}

// What begins with an @ is no other word, so that searching for "ann" doesn't also meet "ann@example.com" as a word.
const addressWord = (email: string) => cut(`@${searchable(email)}`);

/** What the index of searches holds of a contact: each of its words for everyone, and for each user assigned to it. */
export function searchKeys(contact: {
  name: string;
  company: string | null;
  email: string | null;
  assigneeIds: readonly string[];
}): string[] {
  const words = searchWords(contact);
  return [EVERYONE, ...contact.assigneeIds].flatMap((scope) => words.map((word) => searchKey(scope, word))).sort();
}

/** The key under which a search of that scope meets a word. */
export function searchKey(scope: string, word: string): string {
  return `${scope}:${word}`;
}

/**
 * The words that a search asks for, the one that is likely to be the rarest first: an address as far as it is typed,
 * else the longest. Each has to begin a word of the contact.
 */
export function searchTerms(search: string): string[] {
  const terms = search.split(/\s+/u).flatMap((part) => (/.@/u.test(part) ? [addressWord(part)] : wordsOf(part)));
  const rarity = (term: string) => (term.startsWith("@") ? LONGEST_WORD + 1 : term.length);
  return [...new Set(terms)].sort((a, b) => rarity(b) - rarity(a)).slice(0, MOST_WORDS);
}

/** True where each term begins one of the contact's words. */
export function matchesTerms(words: readonly string[], terms: readonly string[]): boolean {
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}
