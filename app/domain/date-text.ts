import type { CalendarDate } from "./calendar.ts";

const LONG = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });

/** A date and its weekday in few letters, such as `Fri 27 Nov`. */
export function dayText(date: CalendarDate): string {
  return DAY.format(new Date(`${date}T00:00:00Z`)).replace(",", "");
}

/** A date as a list shows it on `today`: with its weekday, and of another year with that. */
export function dateInList(date: CalendarDate, today: CalendarDate): string {
  return date.slice(0, 4) === today.slice(0, 4) ? dayText(date) : shortDate(date);
}

const DAY_AND_MONTH = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
const WITH_YEAR = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** A date as one says it on `today`, such as `7 December`, with the year where that is another one. */
export function dayAndMonth(date: CalendarDate, today: CalendarDate): string {
  const format = date.slice(0, 4) === today.slice(0, 4) ? DAY_AND_MONTH : WITH_YEAR;
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** The date that was written last, as hundreds of rows are about a few dates, one after the other. */
let last = { date: "", text: "" };

/** A date in words, such as `Tuesday, 24 November 2026`. */
export function longDate(date: CalendarDate): string {
  if (last.date !== date) last = { date, text: LONG.format(new Date(`${date}T00:00:00Z`)) };
  return last.text;
}

/** A date in few letters, such as `24 Nov 2026`. */
export function shortDate(date: CalendarDate): string {
  return SHORT.format(new Date(`${date}T00:00:00Z`));
}

/** A moment as the clock in `timeZone` shows it, such as `24 Nov 2026, 09:30`. */
export function momentText(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone }).format(moment);
}

/** The time of day as the clock in `timeZone` shows it, such as `09:30`. */
export function timeText(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone }).format(moment);
}
