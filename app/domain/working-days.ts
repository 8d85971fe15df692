import { addDays, daysBetween, weekday, type CalendarDate } from "./calendar.ts";
import { LAST_DATE } from "./date-limits.ts";

/** Days on which a user is away: both of them, and those between. */
export interface Leave {
  from: CalendarDate;
  to: CalendarDate;
}

/** On which days somebody works. */
export interface WorkingCalendar {
  /** Of the week, 1 is Monday; null where nobody has said, as is counted from Monday to Friday then, and none is moved. */
  weekdays: readonly number[] | null;
  /** The days off, with what they are, such as `New Year’s Day`. */
  daysOff: ReadonlyMap<CalendarDate, string>;
  leave: Leave | null;
  /** The years for which there is no list of the country's holidays. */
  unknownYears: readonly number[];
}

/** The days of the week on which one works where nobody has said: Monday to Friday. */
export const USUAL_WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5];

/** The calendar of who hasn't set any. */
export const USUAL_CALENDAR: WorkingCalendar = { weekdays: null, daysOff: new Map(), leave: null, unknownYears: [] };

/** The most days on which nobody works in a row, and that are passed over to find some: far more than a calendar can have. */
const MOST_PASSED = 3_000;

/** A day on which one doesn't work, and what it is; null where one never works on that day of the week. */
export interface DayOff {
  date: CalendarDate;
  name: string | null;
}

/** A date, with the day off for which it was moved; null where it was not. */
export interface MovedDate {
  date: CalendarDate;
  off: DayOff | null;
}

const IN_LEAVE = "in your leave";

/** The date as a day off, where it is one; `weekdays` are those on which one works, null all of them. */
function dayOff(date: CalendarDate, calendar: WorkingCalendar, weekdays: readonly number[] | null): DayOff | null {
  const { daysOff, leave } = calendar;
  const holiday = daysOff.get(date);
  if (holiday !== undefined) return { date, name: holiday };
  if (leave && leave.from <= date && date <= leave.to) return { date, name: IN_LEAVE };
  return weekdays && !weekdays.includes(weekday(date)) ? { date, name: null } : null;
}

/** True for a day on which one works. */
export function isWorkingDay(date: CalendarDate, calendar: WorkingCalendar = USUAL_CALENDAR): boolean {
  return dayOff(date, calendar, calendar.weekdays ?? USUAL_WEEKDAYS) === null;
}

/** The first `count` working days after `date`, the soonest first. */
export function workingDaysAfter(
  date: CalendarDate,
  count: number,
  calendar: WorkingCalendar = USUAL_CALENDAR,
): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let place = 1; days.length < count && place <= MOST_PASSED; place++) {
    const day = addDays(date, place);
    if (isWorkingDay(day, calendar)) days.push(day);
  }
  return days;
}

/** The working day that comes `count` such days after `date`, with the first day off on the way that has a name. */
export function workingDayAfter(
  date: CalendarDate,
  count: number,
  calendar: WorkingCalendar = USUAL_CALENDAR,
): MovedDate {
  // Near the end of all dates no calendar says anything.
  if (daysBetween(date, LAST_DATE) <= MOST_PASSED) return { date: plainDaysAfter(date, count), off: null };
  const day = workingDaysAfter(date, count, calendar).at(-1) ?? addDays(date, count);
  return { date: day, off: namedDaysOff(date, day, calendar)[0] ?? null };
}

function plainDaysAfter(date: CalendarDate, count: number): CalendarDate {
  return daysBetween(date, LAST_DATE) < count ? LAST_DATE : addDays(date, count);
}

/** The days off between two dates that would be worked on otherwise, the soonest first. */
export function namedDaysOff(after: CalendarDate, before: CalendarDate, calendar: WorkingCalendar): DayOff[] {
  const weekdays = calendar.weekdays ?? USUAL_WEEKDAYS;
  const days: DayOff[] = [];
  for (let day = addDays(after, 1); day < before; day = addDays(day, 1)) {
    const off = weekdays.includes(weekday(day)) ? dayOff(day, calendar, null) : null;
    if (off) days.push(off);
  }
  return days;
}

/**
 * The date itself, or the next working day where it is none. Where no calendar says on which days of the week one works it
 * only moves over days off and leave, or where `skipWeekends` says so over Saturdays and Sundays too.
 */
export function onWorkingDay(
  date: CalendarDate,
  calendar: WorkingCalendar = USUAL_CALENDAR,
  skipWeekends = false,
): MovedDate {
  const weekdays = calendar.weekdays ?? (skipWeekends ? USUAL_WEEKDAYS : null);
  const off = dayOff(date, calendar, weekdays);
  if (!off) return { date, off: null };
  const most = Math.min(MOST_PASSED, daysBetween(date, LAST_DATE));
  for (let place = 1; place <= most; place++) {
    const day = addDays(date, place);
    // Where nobody has said on which days one works, it isn't told why weekends are skipped.
    if (!dayOff(day, calendar, weekdays)) return { date: day, off: off.name || calendar.weekdays ? off : null };
  }
  return { date, off: null };
}
