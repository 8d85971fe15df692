import type { CalendarDate } from "../app/domain/calendar.ts";
import type { WorkingCalendarSettings } from "../app/domain/working-calendar.ts";
import { USUAL_CALENDAR, type DayOff, type Leave, type WorkingCalendar } from "../app/domain/working-days.ts";
import { holidayCountries, holidaysOf } from "./holidays.ts";

/** Years for which holidays are looked up, this one with them: the longest cadence ends in the third. */
const YEARS_AHEAD = 4;
/** Years before this one for which they are looked up where days are counted back. */
const YEARS_BACK = 4;

/** What a user's working calendar is made of. */
export interface CalendarParts {
  settings: WorkingCalendarSettings | null | undefined;
  leave: Leave | null | undefined;
  today: CalendarDate;
  /** True where days that are over are counted by it. */
  countsBack?: boolean;
}

/** The days on which a user works, as the organization's settings and their own leave say. */
export async function workingCalendarOf({
  settings,
  leave = null,
  today,
  countsBack = false,
}: CalendarParts): Promise<WorkingCalendar> {
  if (!settings?.isOn) return leave ? { ...USUAL_CALENDAR, leave } : USUAL_CALENDAR;
  const { weekdays, country, ownDays } = settings;
  const daysOff = new Map<CalendarDate, string>();
  const unknownYears: number[] = [];
  const thisYear = Number(today.slice(0, 4));
  for (let year = thisYear - (countsBack ? YEARS_BACK : 0); country !== null && year < thisYear + YEARS_AHEAD; year++) {
    const holidays = await holidaysOf(country, year);
    if (!holidays) unknownYears.push(year);
    for (const [date, name] of holidays ?? []) daysOff.set(date, name);
  }
  for (const { date, name } of ownDays) daysOff.set(date, name);
  return { weekdays, daysOff, leave, unknownYears };
}

/** The next days off that an organization's settings come to, the soonest first, and the years without a list. */
export async function comingDaysOff(
  settings: WorkingCalendarSettings,
  { today, most }: { today: CalendarDate; most: number },
): Promise<{ days: DayOff[]; unknownYears: readonly number[] }> {
  const { daysOff, unknownYears } = await workingCalendarOf({ settings, leave: null, today });
  const days = [...daysOff].map(([date, name]) => ({ date, name })).filter(({ date }) => date >= today);
  return { days: days.sort((a, b) => (a.date < b.date ? -1 : 1)).slice(0, most), unknownYears };
}

/** True for the two letters of a country whose holidays are known. */
export async function isHolidayCountry(country: string): Promise<boolean> {
  return (await holidayCountries()).some((each) => each.country === country);
}
