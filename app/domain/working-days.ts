import { addDays, weekday, type CalendarDate } from "./calendar.ts";

const SATURDAY = 6;

/** True for a day on which one works: Monday to Friday. */
export function isWorkingDay(date: CalendarDate): boolean {
  return weekday(date) < SATURDAY;
}

/** The first `count` working days after `date`, the soonest first. */
export function workingDaysAfter(date: CalendarDate, count: number): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let day = addDays(date, 1); days.length < count; day = addDays(day, 1)) {
    if (isWorkingDay(day)) days.push(day);
  }
  return days;
}
