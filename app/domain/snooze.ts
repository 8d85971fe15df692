import { addDays, daysBetween, weekday, type CalendarDate } from "./calendar.ts";
import { LAST_DATE } from "./date-limits.ts";
import { dayText } from "./date-text.ts";
import type { Locale } from "./locale.ts";
import { onWorkingDay, USUAL_CALENDAR, workingDayAfter, type MovedDate, type WorkingCalendar } from "./working-days.ts";
import { dayOffText } from "./working-days-text.ts";

/** How many days the plain Snooze button moves a follow-up. */
export const SNOOZE_DAYS = 3;

const MONDAY = 1;
const DAYS_IN_WEEK = 7;

/** The date after a snooze on `today`: three days after today or after `date`, whichever is later, or the last date. */
export function snoozeDate(date: CalendarDate, today: CalendarDate): CalendarDate {
  const start = date > today ? date : today;
  return daysBetween(start, LAST_DATE) < SNOOZE_DAYS ? LAST_DATE : addDays(start, SNOOZE_DAYS);
}

/** The same where the organization's plain Snooze counts working days. */
export function snoozeDateByCalendar(date: CalendarDate, today: CalendarDate, calendar: WorkingCalendar): MovedDate {
  return workingDayAfter(date > today ? date : today, SNOOZE_DAYS, calendar);
}

/** One date to snooze to, with its name and the day that it is, such as `Fri 27 Nov`. */
export interface SnoozeOption {
  label: string;
  date: CalendarDate;
  /** Where it was moved over days off, with why. */
  day: string;
  /** True for the one that the plain Snooze button means. */
  isUsual: boolean;
}

/** What else decides on the dates that are offered. */
export interface SnoozeRules {
  calendar: WorkingCalendar;
  /** Whether plain Snooze counts working days. */
  snoozes: boolean;
  /** The user's own dates, by their names. */
  presets: readonly { name: string; date: CalendarDate }[];
}

const NO_RULES: SnoozeRules = { calendar: USUAL_CALENDAR, snoozes: false, presets: [] };

/**
 * The dates offered on `today`, soonest first: tomorrow, three days, next Monday, and the user's own, each on a working day;
 * none twice. A name of the user's own stands beside the one that has its date already.
 */
export function snoozeOptions(
  today: CalendarDate,
  locale: Locale,
  { calendar, snoozes, presets }: SnoozeRules = NO_RULES,
): SnoozeOption[] {
  const toMonday = (MONDAY - weekday(today) + DAYS_IN_WEEK) % DAYS_IN_WEEK || DAYS_IN_WEEK;
  const usual = snoozes
    ? { label: `In ${SNOOZE_DAYS} working days`, ...snoozeDateByCalendar(today, today, calendar) }
    : { label: `In ${SNOOZE_DAYS} days`, date: snoozeDate(today, today), off: null };
  const on = (days: number) => onWorkingDay(addDays(today, days), calendar);
  const offered: Offered[] = [
    { label: "Tomorrow", ...on(1), isUsual: false, isOwn: false },
    { ...usual, isUsual: true, isOwn: false },
    { label: "Next week", ...on(toMonday), isUsual: false, isOwn: false },
  ];
  const own = presets.map(({ name, date }): Offered => {
    return { label: name, ...onWorkingDay(date, calendar), isUsual: false, isOwn: true };
  });
  // One that keeps its own day comes before one that was moved there.
  const isMoved = (option: Offered) => Number(option.off !== null && !option.isUsual);
  return withoutDoubles([...offered.sort((a, b) => isMoved(a) - isMoved(b)), ...own])
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ label, date, off, isUsual }) => {
      const day = dayText(date, locale);
      return { label, date, day: off ? `${day}, ${dayOffText(off, locale)}` : day, isUsual };
    });
}

interface Offered extends MovedDate {
  label: string;
  isUsual: boolean;
  isOwn: boolean;
}

function withoutDoubles(options: readonly Offered[]): Offered[] {
  const distinct: Offered[] = [];
  for (const option of options) {
    const same = distinct.find(({ date }) => date === option.date);
    if (!same) distinct.push({ ...option });
    else if (option.isOwn) same.label = `${same.label} · ${option.label}`;
    else same.isUsual ||= option.isUsual;
  }
  return distinct;
}
