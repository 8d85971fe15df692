import { addDays, weekday, type CalendarDate } from "./calendar.ts";
import type { Locale } from "./locale.ts";

/** What a rule makes of words: a date, that its year can't be kept, that there is no such day, or null where it isn't about them. */
export type RuledDate = CalendarDate | "beyond" | "noSuchDay" | null;

/** A date, and which number was read first where it could have been either. */
export interface Ruled {
  date: RuledDate;
  order: "day" | "month" | null;
}

const FRIDAY = 5;
const DAYS_IN_WEEK = 7;
const MONTHS_IN_YEAR = 12;
const LAST_YEAR = 9_999;
/** Until a day comes again that not every year or month has: the 29th of February may be eight years away. */
const MOST_TURNS = 8;

const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

const LENGTH =
  /^(?:in )?(\d{1,6}|[a-z]+) ?(d|days?|w|wks?|weeks?|fortnights?|m|months?|q|quarters?|y|yrs?|years?)(?: (?:from now|from today|later))?$/;
const MONTHS_OF = { m: 1, q: 3, y: MONTHS_IN_YEAR };
const DAYS_OF = { d: 1, w: DAYS_IN_WEEK, f: 2 * DAYS_IN_WEEK };

/** A length of time from today, such as `in 2 weeks`, `3d` or `a month`, in which the shorter months count as they are. */
export function readLength(text: string, today: CalendarDate): RuledDate {
  if (/^(?:the )?day after tomorrow$/.test(text)) return addDays(today, 2);
  const [, number = "", unit = ""] = LENGTH.exec(text.replace(/^next (month|quarter|year)$/, "in 1 $1")) ?? [];
  const count = countOf(number);
  if (count === null) return null;
  const letter = unit.charAt(0);
  if (letter === "m" || letter === "q" || letter === "y") return inMonths(today, count * MONTHS_OF[letter]);
  const days = count * DAYS_OF[letter as keyof typeof DAYS_OF];
  const { year } = partsOf(today);
  return year + days / 365 > LAST_YEAR ? "beyond" : addDays(today, days);
}

function countOf(number: string): number | null {
  if (/^\d+$/.test(number)) return Number(number);
  if (number === "a" || number === "an") return 1;
  return NUMBERS.indexOf(number) + 1 || null;
}

const EDGE =
  /^(?:the )?(start|beginning|end) of (?:the )?(?:this |(next ))?(?:the )?(week|month|quarter|year)$|^eo([wmqy])$|^(week|month|quarter|year) end$|^(next) week$/;
const UNITS = { w: "week", m: "month", q: "quarter", y: "year" };

/** The next start or end of a week, month, quarter or year after today; a week begins on Monday and ends on Friday. */
export function readEdge(text: string, today: CalendarDate): RuledDate {
  const found = EDGE.exec(text);
  if (!found) return null;
  const [, edge = "end", next, unit, letter, ending, nextWeek] = found;
  const isStart = nextWeek !== undefined || edge !== "end";
  const of = unit ?? ending ?? (letter ? UNITS[letter as keyof typeof UNITS] : "week");
  for (let turn = (next ?? nextWeek) ? 1 : 0; ; turn++) {
    const date = of === "week" ? edgeOfWeek(today, turn, isStart) : edgeOfMonths(today, of, turn, isStart);
    if (date === "beyond" || date > today) return date;
  }
}

function edgeOfWeek(today: CalendarDate, turn: number, isStart: boolean): CalendarDate {
  return addDays(today, DAYS_IN_WEEK * turn + (isStart ? 1 : FRIDAY) - weekday(today));
}

function edgeOfMonths(today: CalendarDate, unit: string, turn: number, isStart: boolean): CalendarDate | "beyond" {
  const length = unit === "month" ? 1 : unit === "quarter" ? 3 : MONTHS_IN_YEAR;
  const { year, month } = partsOf(today);
  const inYear = Math.floor((month - 1) / length) * length;
  const first = year * MONTHS_IN_YEAR + inYear + length * (isStart ? turn : turn + 1);
  const [firstYear, firstMonth] = [Math.floor(first / MONTHS_IN_YEAR), (first % MONTHS_IN_YEAR) + 1];
  // The end of the last year that can be kept has no first day after it.
  if (firstYear > LAST_YEAR) return "beyond";
  const date = written(firstYear, firstMonth, 1);
  return isStart ? date : addDays(date, -1);
}

const NUMERIC = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?$/;
const YEAR_FIRST = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/;

/** A date in numbers; without a year the next one. Where day and month could be either, it is as the reader writes them. */
export function readNumbers(text: string, today: CalendarDate, locale: Locale): Ruled {
  const [, fullYear, ...monthAndDay] = YEAR_FIRST.exec(text) ?? [];
  if (fullYear !== undefined) {
    const [month = 0, day = 0] = monthAndDay.map(Number);
    return { date: dateOf(Number(fullYear), month, day) ?? "noSuchDay", order: null };
  }
  const [, first, second, yearText] = NUMERIC.exec(text) ?? [];
  if (first === undefined) return { date: null, order: null };
  const [one, other] = [Number(first), Number(second)];
  const at = (day: number, month: number): CalendarDate | null => {
    if (yearText === undefined) return comingDate(today, month, day);
    return dateOf(yearText.length === 4 ? Number(yearText) : 2_000 + Number(yearText), month, day);
  };
  const [byDay, byMonth] = [at(one, other), at(other, one)];
  if (byDay === null || byMonth === null || byDay === byMonth) {
    return { date: byDay ?? byMonth ?? "noSuchDay", order: null };
  }
  return isDayFirst(locale) ? { date: byDay, order: "day" } : { date: byMonth, order: "month" };
}

/** The next day of a month that is named by its number alone, such as `the 15th`. */
export function readDayOfMonth(text: string, today: CalendarDate): RuledDate {
  const [, number] = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)$/.exec(text) ?? [];
  if (number === undefined) return null;
  const { year, month } = partsOf(today);
  for (let turn = 0; turn <= MOST_TURNS; turn++) {
    const place = year * MONTHS_IN_YEAR + month - 1 + turn;
    const date = dateOf(Math.floor(place / MONTHS_IN_YEAR), (place % MONTHS_IN_YEAR) + 1, Number(number));
    if (date !== null && date > today) return date;
  }
  return "noSuchDay";
}

/** The date with that day and month that is today or comes next; null where no year has it. */
function comingDate(today: CalendarDate, month: number, day: number): CalendarDate | null {
  const { year } = partsOf(today);
  for (let turn = 0; turn <= MOST_TURNS; turn++) {
    const date = dateOf(year + turn, month, day);
    if (date !== null && date >= today) return date;
  }
  return null;
}

/** The date in so many months; where that month is too short, its last day. */
function inMonths(today: CalendarDate, months: number): CalendarDate | "beyond" {
  const { year, month, day } = partsOf(today);
  const place = year * MONTHS_IN_YEAR + month - 1 + months;
  const [inYear, inMonth] = [Math.floor(place / MONTHS_IN_YEAR), (place % MONTHS_IN_YEAR) + 1];
  if (inYear > LAST_YEAR) return "beyond";
  for (let last = day; ; last--) {
    const date = dateOf(inYear, inMonth, last);
    if (date !== null) return date;
  }
}

/** The date of these parts; null where there is no such day. */
export function dateOf(year: number, month: number, day: number): CalendarDate | null {
  if (month < 1 || month > MONTHS_IN_YEAR || day < 1 || day > 31) return null;
  const date = written(year, month, day);
  const midnight = new Date(date);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date) ? date : null;
}

const written = (year: number, month: number, day: number): CalendarDate =>
  [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");

function partsOf(date: CalendarDate) {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}

function isDayFirst(locale: Locale): boolean {
  const parts = new Intl.DateTimeFormat(locale, { day: "numeric", month: "numeric" }).formatToParts();
  return parts.find(({ type }) => type === "day" || type === "month")?.type === "day";
}
