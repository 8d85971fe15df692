import { AsYouType } from "libphonenumber-js/min";

/** The most words that one contact is found by, and how much of each counts. */
const MOST_WORDS = 40;
const LONGEST_WORD = 40;
/** The lengths, in characters, of the beginnings under which a word is found at once. */
const BEGINNINGS = [2, 3, 5];
const LAST_CHARACTER = "\u{10FFFF}";

// Letters that no accent is taken from, as people type them who don't have them on their keyboard.
const PLAIN: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

const PLAIN_TEXT = /^[ -~]*$/;
const ACCENTS = /\p{M}/gu;

/** Text as it is searched: lower case, without accents. */
export function searchable(text: string): string {
  if (PLAIN_TEXT.test(text)) return text.toLowerCase();
  const bare = text.normalize("NFKD").replace(ACCENTS, "").toLocaleLowerCase("en");
  return bare.replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter);
}

/** Words joined by an apostrophe or an ampersand, as in O’Brien and AT&T, which many type as one. */
const JOINED = /[\p{L}\p{N}]+(?:['’ʼ‘`&＆][\p{L}\p{N}]+)+/gu;
const APOSTROPHES = /(?<=\p{L})['’ʼ‘`](?=\p{L})/gu;
const NO_LETTERS = /[^\p{L}\p{N}\p{So}]+/u;

function wordsOf(text: string): string[] {
  return searchable(text)
    .split(NO_LETTERS)
    .filter(Boolean)
    .flatMap((word) => (WITHOUT_SPACES.test(word) ? endsOf(word) : word))
    .map(cut);
}

const joinedWordsOf = (text: string) =>
  (searchable(text).match(JOINED) ?? []).map((joined) => cut(joined.split(NO_LETTERS).join("")));

/** The words of a text, and of one that has nothing but signs all of them as one word. */
function wordsOrSigns(text: string): string[] {
  const words = wordsOf(text);
  const signs = searchable(text).replace(/\s+/gu, "");
  return words.length > 0 || signs === "" ? words : [cut(SIGNS + signs)];
}

// No word begins with it.
const SIGNS = "=";

// Where no space parts a family name from a given one, each of a word's ends is looked for as a word.
const WITHOUT_SPACES =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LONGEST_WITHOUT_SPACES = 12;

/** Korean syllables are taken as a whole, though they are searched for letter by letter. */
function endsOf(word: string): string[] {
  const characters = [...word.normalize("NFC")].slice(0, LONGEST_WITHOUT_SPACES);
  return characters.map((_, start) => characters.slice(start).join("").normalize("NFKD"));
}

const cut = (word: string) => (word.length <= LONGEST_WORD ? word : [...word].slice(0, LONGEST_WORD).join(""));

/** The word that a whole address is found by; no other begins with an @, so that "ann" doesn't also meet "ann@example.com". */
export const addressWord = (email: string) => cut(`@${searchable(email)}`);

/** What a contact is found by. */
export interface SearchedContact {
  name: string;
  company: string | null;
  email: string | null;
  phone: string | null;
}

/** The distinct searchable words of a contact: of its name, company and email, the whole address, and its phone numbers. */
export function searchWords({ name, company, email, phone }: SearchedContact): string[] {
  const texts = [name, company, email].filter((text) => text !== null);
  const words = [...texts.flatMap(wordsOrSigns), ...texts.flatMap(joinedWordsOf)];
  const rest = [...(email ? [addressWord(email)] : []), ...(phone ? phoneWords(phone) : [])];
  return [...new Set([...[...new Set(words)].slice(0, MOST_WORDS), ...rest])];
}

/** What the index of searches holds of a contact: each of its words, and the word's beginnings. */
export function searchPrefixes(contact: SearchedContact): string[] {
  return [...new Set(searchWords(contact).flatMap((word) => [...beginningsOf(word), word]))];
}

/** What a contact is put in order by: "Zoë", "zoe" and "(Zoe)" stand together, as do O’Brien and Obrien. */
export function sortName(name: string): string {
  const joined = searchable(name).replace(APOSTROPHES, "");
  return joined.split(NO_LETTERS).filter(Boolean).join(" ") || joined.trim();
}

/** What a contact stores to be found and listed by. */
export function searchFields(contact: SearchedContact): { searchPrefixes: string[]; sortName: string } {
  return { searchPrefixes: searchPrefixes(contact), sortName: sortName(contact.name) };
}

/** Where one letter is a whole word or syllable, it is a beginning by itself. */
function beginningsOf(word: string): string[] {
  if (word.startsWith("@")) return [];
  const letters = [...word];
  const lengths = WITHOUT_SPACES.test(word) ? [1, ...BEGINNINGS] : BEGINNINGS;
  return lengths.filter((length) => length <= letters.length).map((length) => letters.slice(0, length).join(""));
}

/** Digits that a search for a phone number has at least. */
export const SHORTEST_PHONE = 5;
const LONGEST_PHONE = 15;
const MOST_PHONES = 4;
const EXTENSION = /\s*(?:ext(?:ension|\.)?|x|#|dw|durchwahl)[\s.:]*\d+\s*$/iu;

/** The digits of each number of a phone field, with the country's code where it is given, and without it. */
export function phoneWords(phone: string): string[] {
  const numbers = phone
    .normalize("NFKC")
    .split(/[;,|\n]|\s(?:or|und|ou|oder|o)\s|(?<=\d{4}\D{0,3})\/(?=\D{0,3}(?:\d\D{0,3}){5})/iu)
    .slice(0, MOST_PHONES);
  return numbers.flatMap((number) => {
    const { all, national } = digitsOf(number.replace(EXTENSION, ""));
    return national === "" ? [] : [...new Set([national, all])];
  });
}

/** A number's digits as they are dialled from abroad, and from within the country without the leading zero. */
function digitsOf(number: string): { all: string; national: string } {
  const plain = withAsciiDigits(number.normalize("NFKC"))
    .replace(/\(\s*0\s*\)/gu, "")
    .replace(/[^\d+]/gu, "");
  const dialled = /^(?:\+|00)/.test(plain) || /^1\d{10}$/.test(plain) ? plain.replace(/^\+|^00/, "") : null;
  if (dialled === null) {
    const national = plain.replace(/^0+/, "").slice(0, LONGEST_PHONE);
    return { all: national, national };
  }
  const all = dialled.replaceAll("+", "").slice(0, LONGEST_PHONE);
  const typing = new AsYouType();
  typing.input(`+${all}`);
  const code = typing.getCallingCode() ?? "";
  return { all, national: all.slice(code.length).replace(/^0+/, "") };
}

/** The same text with the digits 0 to 9 in the place of those of other scripts. */
export function withAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Digits of every script stand in tens, one after the other. */
function digitValue(digit: string): number {
  if (/\d/.test(digit)) return Number(digit);
  let first = digit.codePointAt(0)!;
  const last = first;
  while (last - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return last - first;
}

// A number as it is typed: digits and what parts them, and nothing but these.
const TYPED_PHONE = /^[+(]*[\p{Nd}][\p{Nd}\s()./-]*$/u;

/** The digits that a search for a phone number asks for; null where it is no such search. */
function typedPhone(search: string): string | null {
  if (!TYPED_PHONE.test(search)) return null;
  const { national } = digitsOf(search);
  return national.length >= SHORTEST_PHONE ? national : null;
}

/**
 * The words that a search asks for, the longest first. Each has to begin a word of the contact; what another one begins
 * with goes without saying.
 */
export function searchTerms(search: string): string[] {
  const phone = typedPhone(search.trim());
  if (phone !== null) return [phone];
  const terms = search
    .split(/\s+/u)
    .flatMap((part) => (/.@/u.test(part) ? [addressWord(part), ...wordsOf(part)] : wordsOf(part)));
  const distinct = [...new Set(terms.length > 0 ? terms : wordsOrSigns(search))];
  return distinct
    .filter((term) => !distinct.some((other) => other !== term && other.startsWith(term)))
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_WORDS);
}

/** The beginning under which the index has all contacts that a term finds; null where a term is too short for one. */
export function indexedBeginning(term: string): string | null {
  return beginningsOf(term).at(-1) ?? null;
}

/** The condition that `searchPrefixes` meets where one of the contact's words begins with the term. */
export function beginsWith(term: string): string | { $elemMatch: { $gte: string; $lt: string } } {
  if (indexedBeginning(term) === term) return term;
  return { $elemMatch: { $gte: term, $lt: term + LAST_CHARACTER } };
}
