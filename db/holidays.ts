import type { default as Holidays } from "date-holidays";
import { addDays, type CalendarDate } from "../app/domain/calendar.ts";

/** The years that the library's tables of other calendars reach over: before and after, its lists have gaps. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2_076;
const MILLISECONDS_A_DAY = 24 * 60 * 60 * 1_000;
/** The most lists that are kept in memory: those of all countries for the years that are asked for. */
const MOST_KEPT = 1_000;

let library: Promise<typeof Holidays> | undefined;
const kept = new Map<string, ReadonlyMap<CalendarDate, string> | null>();

/** Loaded when it is first needed: it holds the holidays of the whole world. */
async function load(): Promise<typeof Holidays> {
  library ??= import("date-holidays").then((module) => module.default);
  return library;
}

/** The public holidays of a country in a year, with their names; null where there is no list of them. */
export async function holidaysOf(country: string, year: number): Promise<ReadonlyMap<CalendarDate, string> | null> {
  const key = `${country} ${year}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const list = year < FIRST_YEAR || year > LAST_YEAR ? null : listOf(new (await load())(country), year);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, list);
  return list;
}

function listOf(holidays: Holidays, year: number): ReadonlyMap<CalendarDate, string> | null {
  const list = new Map<CalendarDate, string>();
  for (const { type, date, start, end, name } of holidays.getHolidays(year, "en") ?? []) {
    if (type !== "public") continue;
    // Half a day off is a working day; where clocks change, a whole one is an hour shorter.
    const days = Math.round((end.getTime() - start.getTime()) / MILLISECONDS_A_DAY - 0.1);
    for (let place = 0; place < days; place++) {
      const day = addDays(date.slice(0, 10), place);
      if (!list.has(day)) list.set(day, name.replaceAll("'", "’"));
    }
  }
  return list.size > 0 ? list : null;
}

/** The countries whose holidays are known, by their two letters, with their names. */
export async function holidayCountries(): Promise<{ country: string; name: string }[]> {
  const countries = Object.entries(new (await load())().getCountries("en"));
  return countries.map(([country, name]) => ({ country, name })).sort((a, b) => a.name.localeCompare(b.name, "en"));
}
