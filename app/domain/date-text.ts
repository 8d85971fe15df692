import type { CalendarDate } from "./calendar.ts";
import type { Locale } from "./locale.ts";

const STYLES = {
  long: { dateStyle: "full" },
  short: { day: "numeric", month: "short", year: "numeric" },
  day: { weekday: "short", day: "numeric", month: "short" },
  dayAndYear: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  dayAndMonth: { day: "numeric", month: "long" },
  shortDayAndMonth: { day: "numeric", month: "short" },
  withYear: { dateStyle: "long" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Each made once, as making one takes longer than all that it writes on a page. */
const made = new Map<string, Intl.DateTimeFormat>();

function written(date: CalendarDate, style: keyof typeof STYLES, locale: Locale): string {
  const key = `${style} ${locale}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: "UTC" });
  made.set(key, format);
  return format.format(new Date(date));
}

const isSameYear = (date: CalendarDate, today: CalendarDate) => date.slice(0, 4) === today.slice(0, 4);

/** A date and its weekday in few letters, such as `Fri 27 Nov`. */
export function dayText(date: CalendarDate, locale: Locale): string {
  return written(date, "day", locale).replace(",", "");
}

/** A date and its weekday on `today`, with the year where that is another one, such as `Fri 15 Jan 2027`. */
export function wholeDayText(date: CalendarDate, today: CalendarDate, locale: Locale): string {
  return isSameYear(date, today) ? dayText(date, locale) : written(date, "dayAndYear", locale).replace(",", "");
}

/** A date as a list shows it on `today`: with its weekday, and of another year with that. */
export function dateInList(date: CalendarDate, today: CalendarDate, locale: Locale): string {
  return isSameYear(date, today) ? dayText(date, locale) : shortDate(date, locale);
}

/** A date as one says it on `today`, such as `7 December`, with the year where that is another one. */
export function dayAndMonth(date: CalendarDate, today: CalendarDate, locale: Locale): string {
  return written(date, isSameYear(date, today) ? "dayAndMonth" : "withYear", locale);
}

/** A date in words, such as `Tuesday, 24 November 2026`. */
export function longDate(date: CalendarDate, locale: Locale): string {
  return written(date, "long", locale);
}

/** A date in few letters, such as `24 Nov 2026`. */
export function shortDate(date: CalendarDate, locale: Locale): string {
  return written(date, "short", locale);
}

/** A date in as few letters as it takes on `today`, such as `24 Nov`, with the year where that is another one. */
export function shortDayAndMonth(date: CalendarDate, today: CalendarDate, locale: Locale): string {
  return written(date, isSameYear(date, today) ? "shortDayAndMonth" : "short", locale);
}

/** How somebody reads a moment: by the clock where they are, as they write it. */
export interface Reader {
  timeZone: string;
  locale: Locale;
}

/** A moment as a reader's clock shows it, such as `24 Nov 2026, 09:30`. */
export function momentText(moment: Date, { timeZone, locale }: Reader): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(moment);
}

/** The time of day as a reader's clock shows it, such as `09:30`. */
export function timeText(moment: Date, { timeZone, locale }: Reader): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(moment);
}
