import { Temporal } from "temporal-polyfill";
import { addDays, readCalendarDate, todayIn, type CalendarDate } from "./calendar.ts";
import { monthOf, isPassedOver, offsetOf } from "./date-words.ts";

/** Which number comes first in dates such as `01/02/2026` or `26-02-01`. */
export const DATE_ORDERS = ["day-first", "month-first", "year-first"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What a text says of a date by each order, null where by that one it says none; most texts say the same by all. */
export type WrittenDate = Readonly<Record<DateOrder, CalendarDate | null>>;

const LONGEST = 80;

/**
 * Reads a date as programs and people write it: year first, with the name of a month, by day and month or month and day,
 * as Excel's count of days or seconds since 1970; with or without a time. With a zone it is the date in `timeZone` then.
 */
export function readWrittenDate(text: string, timeZone: string): WrittenDate | null {
  if (text.length > LONGEST) return null;
  const exact = readCalendarDate(text.trim(), timeZone);
  if (exact !== null) return byAll(exact);
  const plain = plainText(text);
  return readNumber(plain, timeZone) ?? readDateAndTime(plain, timeZone);
}

/** The date that a text says by this order, or by all where there is none; null where it says none. */
export function dateBy(written: WrittenDate | null, order: DateOrder | null): CalendarDate | null {
  if (!written) return null;
  if (order) return written[order];
  return isPlain(written) ? written["day-first"] : null;
}

/** Whether a text says the same by every order. */
export function isPlain(written: WrittenDate): boolean {
  return DATE_ORDERS.every((order) => written[order] === written["day-first"]);
}

function byAll(date: CalendarDate): WrittenDate {
  return { "day-first": date, "month-first": date, "year-first": date };
}

/** The text in lower case with plain digits, without what is said in brackets at its end. */
function plainText(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(((digit.charCodeAt(0) - 0x0660) % 0x90) % 10))
    .toLowerCase()
    .replace(/\([^()]*\)\s*$/, "")
    .replace(/\s+/g, " ")
    .trim();
}

const FIRST_SERIAL = 10_000;
const BEFORE_SERIALS = "1899-12-30";

/** Excel's count of days, or the seconds or milliseconds since 1970. */
function readNumber(text: string, timeZone: string): WrittenDate | null {
  const [, days] = /^(\d{5})(?:[.,]\d{1,15})?$/.exec(text) ?? [];
  if (days !== undefined && Number(days) >= FIRST_SERIAL) return byAll(addDays(BEFORE_SERIALS, Number(days)));
  if (!/^[12]\d{9}(?:\d{3})?$/.test(text)) return null;
  const milliseconds = text.length === 10 ? Number(text) * 1000 : Number(text);
  return byAll(todayIn(Temporal.Instant.fromEpochMilliseconds(milliseconds), timeZone));
}

const TIME =
  /[t, ]\s?(?:[^\d\s]{1,3} ){0,2}(\d{1,2})(?::|h|(?=\d{2}(?:\d{2})?[z+-]|\d{2}(?:\d{2})?$))(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?\s?(?:([ap])\.?\s?m\.?|uhr)?\s?(.*)$/u;
/** A time between the day and the year, as `date` prints it. */
const TIME_INSIDE = /^(\D+ \d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?(?: [a-z]{1,5})?) (\d{4})$/;

function readDateAndTime(text: string, timeZone: string): WrittenDate | null {
  const ordered = text.replace(TIME_INSIDE, "$1 $3 $2");
  const whole = readDay(ordered);
  if (whole) return whole;
  const found = TIME.exec(ordered);
  const day = found && readDay(ordered.slice(0, found.index).replace(/[, ]+$/, ""));
  if (!day) return null;
  const time = timeOf(found, timeZone);
  if (!time) return null;
  return {
    "day-first": time(day["day-first"]),
    "month-first": time(day["month-first"]),
    "year-first": time(day["year-first"]),
  };
}

/** What becomes of a date at the time that was found: another date where its zone isn't `timeZone`. */
function timeOf(
  [, hours = "", minutes = "", seconds = "0", half, zone = ""]: RegExpExecArray,
  timeZone: string,
): ((date: CalendarDate | null) => CalendarDate | null) | null {
  const isHalf = half !== undefined;
  const hour = isHalf ? (Number(hours) % 12) + (half === "p" ? 12 : 0) : Number(hours);
  const isTime = hour < 24 && Number(minutes) < 60 && Number(seconds) <= 60 && !(isHalf && Number(hours) > 12);
  const offset = zone === "" ? "" : offsetOf(zone);
  if (!isTime || offset === null) return null;
  if (offset === "") return (date) => date;
  const at = `T${String(hour).padStart(2, "0")}:${minutes}:${seconds.padStart(2, "0")}${offset}`;
  return (date) => date && todayIn(Temporal.Instant.from(`${date}${at}`), timeZone);
}

const BETWEEN = "\\s?[-/.\\s\u5E74\u6708\uB144\uC6D4]\\s?";
const YEAR_FIRST = new RegExp(`^(\\d{4})${BETWEEN}(\\d{1,2})${BETWEEN}(\\d{1,2})[.\u65E5\uC77C]?$`, "u");
const YEAR_LAST = new RegExp(`^(\\d{1,2})${BETWEEN}(\\d{1,2})${BETWEEN}'?(\\d{4}|\\d{2})\\.?$`, "u");
/** Two digits each: `26-01-02` may be the second of January. */
const SHORT_YEAR_FIRST = /^\d{2}-\d{2}-\d{2}$/;

function readDay(text: string): WrittenDate | null {
  const together = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const [, year, month, day] = together ?? YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return orNone(dateOf(Number(year), Number(month), Number(day)));
  const [, first, second, last = ""] = YEAR_LAST.exec(text.replace(/^\p{L}{2,10}[., ]{1,2}/u, "")) ?? [];
  if (first === undefined) return readWithMonthName(text);
  const [one, other, fullYear] = [Number(first), Number(second), yearOf(last)];
  const [byDay, byMonth] = [dateOf(fullYear, other, one), dateOf(fullYear, one, other)];
  if (SHORT_YEAR_FIRST.test(text)) {
    const byYear = dateOf(yearOf(first), other, Number(last));
    const isDate = byDay !== null || byMonth !== null || byYear !== null;
    return isDate ? { "day-first": byDay, "month-first": byMonth, "year-first": byYear } : null;
  }
  if (byDay === byMonth) return orNone(byDay);
  return { "day-first": byDay, "month-first": byMonth, "year-first": null };
}

function orNone(date: CalendarDate | null): WrittenDate | null {
  return date === null ? null : byAll(date);
}

/** Such as `02-Jan-2026`, `January 2nd, 2026`, `2. Januar 2026` or `2026 Jan 2`. */
function readWithMonthName(text: string): WrittenDate | null {
  const numbers: string[] = [];
  let month: number | null = null;
  for (const token of text.match(/\d+|\p{L}[\p{L}\p{M}]*/gu) ?? []) {
    if (/^\d/.test(token)) numbers.push(token);
    else if (monthOf(token) !== null && (month === null || isPassedOver(token) === false)) month = monthOf(token);
    else if (!isPassedOver(token)) return null;
  }
  const [one, other] = numbers;
  if (month === null || one === undefined || other === undefined || numbers.length > 2) return null;
  if (one.length === 4) return other.length > 2 ? null : orNone(dateOf(Number(one), month, Number(other)));
  if (one.length > 2 || (other.length !== 4 && other.length !== 2)) return null;
  return orNone(dateOf(yearOf(other), month, Number(one)));
}

const FIRST_YEAR_OF_LAST_CENTURY = 70;

function yearOf(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year + (year < FIRST_YEAR_OF_LAST_CENTURY ? 2000 : 1900);
}

function dateOf(year: number, month: number, day: number): CalendarDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
  } catch {
    return null;
  }
}
