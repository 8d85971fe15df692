import { findPhoneNumbersInText, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Country } from "./country.ts";
import { withAsciiDigits } from "./search.ts";

/** One number of a phone field as it is written, and the address that calls it; null where it can't be called. */
export interface PhonePart {
  text: string;
  href: string | null;
}

const MOST_PARTS = 4;
/** What a telephone takes. */
const FEWEST_DIGITS = 3;
const MOST_DIGITS = 15;
const MOST_LOCAL_DIGITS = 7;

// What a spreadsheet makes of a long number: most of its digits are lost.
const SCIENTIFIC = /^\d(?:[.,]\d+)?e\+?\d+$/iu;
/** What a spreadsheet writes around a number so that it stays a text, or behind it. */
const WRAPPING = /^=?\s*["']\s*|["']\s*$|(?<=^\d+)\.0$/gu;
const LABEL = /^\p{L}[\p{L}\s().-]{0,20}:\s*/u;
const BETWEEN = /\s*[;,|\n]+\s*|\s+(?:or|and|und|oder|ou|et|o|y|e)\s+|\s*&\s*/iu;
const EXTENSION = /\s*(?:\bext(?:ension|n|\.)?|x|#|\bdw|\bdurchwahl|\bposte)[\s.:]*\d+\s*$/iu;
/** How a number of its own begins behind a slash, or another extension of the one before. */
const BEGINS_ANEW = /^[\s(]*[+0]|^\s*[-–]/u;
const HAS_DIGITS = /\p{Nd}{3}/u;
const ONLY_DIALLED = /^[+\d\s().\-–/·]+$/u;
const SPELT = /^(?:\+?1[\s.-]*)?\(?(?:8\d\d|0[789]00)\)?[\s.-]*[a-z][a-z-]{3,12}$/iu;
const TOLL_FREE = /^1[\s.-]+\(?8(?:00|33|44|55|66|77|88)\b/u;
const KEYS = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];

const MOST_KNOWN = 20_000;
/** The phones that were asked for last, as the same ones are listed over and over, and a number takes long to read. */
const known = new Map<string, PhonePart[]>();

/**
 * The numbers in a phone field, each with an address that calls it: from anywhere where `country`, or the number itself,
 * says which country it is of, else as it is dialled.
 *
 * @internal The widgets' package leaves it out of its types, as it has no list of countries.
 */
export function phoneParts(phone: string | null, country?: Country): PhonePart[] {
  if (phone === null) return [];
  const key = `${country} ${phone}`;
  const parts = known.get(key) ?? readPhone(phone, country);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, parts);
  return parts;
}

function readPhone(phone: string, country: Country | undefined): PhonePart[] {
  const text = phone
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replace(WRAPPING, "")
    .trim();
  if (text === "") return [];
  if (SCIENTIFIC.test(withAsciiDigits(text))) return [{ text, href: null }];
  const written = text.split(BETWEEN).filter((part) => part.trim() !== "");
  const parts = written.flatMap((part) => bySlash(part, country)).slice(0, MOST_PARTS);
  const found = parts.map((part): PhonePart => ({ text: part.trim(), href: hrefOf(part, country) }));
  if (found.length === 1 && found[0]!.href === null) return partsAmongWords(text, country);
  return found;
}

/** A slash stands between two numbers, or behind an area code. */
function bySlash(part: string, country: Country | undefined): string[] {
  const [first = "", ...rest] = part.split("/");
  if (rest.length === 0) return [part];
  const areNumbers = [first, ...rest].every((each) => HAS_DIGITS.test(each));
  const areTwo = rest.every((each) => BEGINS_ANEW.test(each)) || (areNumbers && hrefOf(part, country) === null);
  return areTwo ? [first, ...rest].filter((each) => each.trim() !== "") : [part];
}

/** The numbers that stand among other words. */
function partsAmongWords(text: string, country: Country | undefined): PhonePart[] {
  const found = findPhoneNumbersInText(text, country && { defaultCountry: country });
  if (found.length === 0) return [{ text, href: null }];
  let from = 0;
  return found.slice(0, MOST_PARTS).map(({ endsAt, number }, place, all) => {
    const end = place === all.length - 1 ? text.length : endsAt;
    const part = { text: text.slice(from, end).trim(), href: `tel:${number.number}` };
    from = end;
    return part;
  });
}

function hrefOf(part: string, country: Country | undefined): string | null {
  const written = withAsciiDigits(part).trim().replace(LABEL, "").replace(EXTENSION, "");
  if (SPELT.test(written)) return american(dialled(written)) ?? hrefOf(dialled(written), country);
  const isInternational = /^\(?(?:\+|00)/u.test(written);
  const number = isInternational ? `+${written.replace(/^\(?(?:\+|00)/u, "").replace(/\(\s*0\s*\)/u, "")}` : written;
  const digits = number.replace(/\D/gu, "");
  const parsed = parsePhoneNumberFromString(number, country);
  if (isInternational && parsed?.isPossible()) return `tel:${parsed.number}`;
  if (!isInternational && parsed?.isValid()) {
    // One that is written without the zero of its country may be of another, or be dialled in one town only.
    const national = parsed.formatNational();
    const isUsual = /\D/u.test(national) && national.replace(/\D/gu, "") === digits;
    const isWhole = isUsual || !ONLY_DIALLED.test(written);
    const other = (isWhole && !TOLL_FREE.test(written)) || digits.length !== 11 ? null : american(digits);
    if (other) return other;
    if (isWhole || digits.length > MOST_LOCAL_DIGITS) return `tel:${parsed.number}`;
  }
  const isDiallable = ONLY_DIALLED.test(number) && digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS;
  if (!isDiallable || !/[1-9]/u.test(digits)) return null;
  return (digits.length === 11 && american(digits)) || `tel:${isInternational ? "+" : ""}${digits}`;
}

/** What calls a North American number that begins with its country's code, or is one of those that cost nothing. */
function american(number: string): string | null {
  const [, national] = /^1?((?<=1)\d{10}|8\d{9})/u.exec(number.replace(/\D/gu, "")) ?? [];
  const parsed = national && parsePhoneNumberFromString(`+1${national}`);
  return parsed && parsed.isValid() ? `tel:${parsed.number}` : null;
}

/** The digits under whose keys the letters of a spelt number stand. */
function dialled(spelt: string): string {
  return spelt.toLowerCase().replace(/[a-z]/gu, (letter) => String(KEYS.findIndex((key) => key.includes(letter)) + 2));
}
