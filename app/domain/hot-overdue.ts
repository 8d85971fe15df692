import { addDays, type CalendarDate } from "./calendar.ts";
import { isWorkingDay, USUAL_CALENDAR, type WorkingCalendar } from "./working-days.ts";

/** After how many working days a hot contact that is overdue stands on the team's page, where nobody has said. */
export const USUAL_HOT_OVERDUE_DAYS = 3;
/** The most that can be said. */
export const MOST_HOT_OVERDUE_DAYS = 60;

/** The most that is counted. */
const MOST_COUNTED = 999;

/** The last date from which `days` working days have come since, `today` among them where it is one. */
export function dateOverdueBy(
  days: number,
  today: CalendarDate,
  calendar: WorkingCalendar = USUAL_CALENDAR,
): CalendarDate {
  let date = today;
  for (let left = days; left > 0; date = addDays(date, -1)) {
    if (isWorkingDay(date, calendar)) left--;
  }
  return date;
}

/** How many working days a follow-up of `date` is overdue on `today`, counted as far as 999. */
export function workingDaysOverdue(
  date: CalendarDate,
  today: CalendarDate,
  calendar: WorkingCalendar = USUAL_CALENDAR,
): number {
  let count = 0;
  for (let day = today; day > date && count < MOST_COUNTED; day = addDays(day, -1)) {
    if (isWorkingDay(day, calendar)) count++;
  }
  return count;
}
