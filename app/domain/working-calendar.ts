import type { CalendarDate } from "./calendar.ts";
import { USUAL_WEEKDAYS } from "./working-days.ts";

/** A day on which an organization doesn't work, and what it is. */
export interface OwnDay {
  date: CalendarDate;
  name: string;
}

/** On which days an organization works. */
export interface WorkingCalendarSettings {
  /** False where dates don't go by it. */
  isOn: boolean;
  /** Of the week, 1 is Monday. */
  weekdays: number[];
  /** Whose public holidays are days off, by its two letters; null for none. */
  country: string | null;
  ownDays: OwnDay[];
  /** Whether plain Snooze counts working days. */
  snoozes: boolean;
}

/** The settings of an organization that hasn't chosen any: dates go by no calendar. */
export const NO_WORKING_CALENDAR: WorkingCalendarSettings = {
  isOn: false,
  weekdays: [...USUAL_WEEKDAYS],
  country: null,
  ownDays: [],
  snoozes: false,
};

/** The most days off of its own that an organization has. */
export const MOST_OWN_DAYS = 100;
/** The most characters of what such a day is. */
export const LONGEST_DAY_NAME = 60;
/** The most days of a leave. */
export const LONGEST_LEAVE_DAYS = 366;

/** The days of the week, the first is Monday. */
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** Own days as the field shows them: one a line, the date and what it is. */
export function ownDaysText(days: readonly OwnDay[]): string {
  return days.map(({ date, name }) => `${date} ${name}`.trim()).join("\n");
}
