import { addDays, daysBetween, weekday, type CalendarDate } from "./calendar.ts";
import { LAST_DATE } from "./date-limits.ts";
import { dayText } from "./date-text.ts";
import type { Locale } from "./locale.ts";

/** How many days the plain Snooze button moves a follow-up. */
export const SNOOZE_DAYS = 3;

const MONDAY = 1;
const DAYS_IN_WEEK = 7;

/** The date after a snooze on `today`: three days after today or after `date`, whichever is later, or the last date. */
export function snoozeDate(date: CalendarDate, today: CalendarDate): CalendarDate {
  const start = date > today ? date : today;
  return daysBetween(start, LAST_DATE) < SNOOZE_DAYS ? LAST_DATE : addDays(start, SNOOZE_DAYS);
}

/** One date to snooze to, with its name and the day that it is, such as `Fri 27 Nov`. */
export interface SnoozeOption {
  label: string;
  date: CalendarDate;
  day: string;
  /** True for the one that the plain Snooze button means. */
  isUsual: boolean;
}

/** The dates offered on `today`, soonest first: tomorrow, three days, next Monday; none twice. */
export function snoozeOptions(today: CalendarDate, locale: Locale): SnoozeOption[] {
  const toMonday = (MONDAY - weekday(today) + DAYS_IN_WEEK) % DAYS_IN_WEEK || DAYS_IN_WEEK;
  const options = [
    { label: "Tomorrow", date: addDays(today, 1), isUsual: false },
    { label: `In ${SNOOZE_DAYS} days`, date: snoozeDate(today, today), isUsual: true },
    { label: "Next week", date: addDays(today, toMonday), isUsual: false },
  ];
  const distinct = options.filter(({ date }, index) => options.findIndex((other) => other.date === date) === index);
  return distinct
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map((option) => ({ ...option, day: dayText(option.date, locale) }));
}
