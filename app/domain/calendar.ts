import { Temporal } from "temporal-polyfill";

/** A calendar date written `YYYY-MM-DD`: never an instant, so no time zone shifts it. */
export type CalendarDate = string;

/** Of a day in UTC, as whose midnights the machine reads dates: there each day is as long as the next. */
const MILLISECONDS_IN_DAY = 86_400_000;
const DAYS_IN_WEEK = 7;

/**
 * The calendar date at `now` in `timeZone`, an IANA name; throws a RangeError for an unknown zone.
 *
 * @internal The widgets' package leaves it out of its types, as it has no Temporal.
 */
export function todayIn(now: Temporal.Instant, timeZone: string): CalendarDate {
  return now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** True where `text` is a date that exists, written `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // Without Temporal, as forms are read in the browser too, which doesn't load it.
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;
/** Zones that are no place's, which the machine's list leaves out. */
const PLACELESS = /^(?:UTC|Etc\/GMT[+-]\d+)$/;

/** Names that were looked for and are zones, as every request of a user asks for theirs. */
const found = new Set<string>();

/**
 * The IANA time zone that a text names in any case, as it is written, such as `Europe/Berlin`; null where it names none.
 * An offset such as `+05:30` is no zone, though some programs take it for one.
 */
export function timeZoneNamed(text: string): string | null {
  if (found.has(text)) return text;
  if (!ZONE_NAME.test(text)) return null;
  try {
    const zone = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId;
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions();
    if (!PLACELESS.test(timeZone) && !Intl.supportedValuesOf("timeZone").includes(timeZone)) return null;
    // Written in another case, a name is not kept: there are too many ways to write one.
    if (zone === text) found.add(zone);
    return zone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A time zone that was stored, or else the other one: what is stored may be from before only zones were taken. */
export function usableTimeZone(stored: string | null, otherwise = "UTC"): string {
  return (stored === null ? null : timeZoneNamed(stored)) ?? otherwise;
}

/** Whole calendar days from `from` to `to`; negative where `to` is the earlier one. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (Date.parse(to) - Date.parse(from)) / MILLISECONDS_IN_DAY;
}

/** The date `days` calendar days after `date`. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(date) + days * MILLISECONDS_IN_DAY).toISOString().split("T")[0]!;
}

/** The instant at which a day begins in `timeZone`, as milliseconds since 1970 (UTC). */
export function startOfDay(date: CalendarDate, timeZone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The instant at which the day after `today` begins in `timeZone`, as milliseconds since 1970 (UTC). */
export function nextMidnight(today: CalendarDate, timeZone: string): number {
  return startOfDay(addDays(today, 1), timeZone);
}

/** The calendar date that `text` names: `YYYY-MM-DD`, or an ISO date-time taken in `timeZone`; null where it is neither. */
export function readCalendarDate(text: string, timeZone: string): CalendarDate | null {
  if (isCalendarDate(text)) return text;
  const dateTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) ? text.replace(" ", "T") : null;
  if (!dateTime) return null;
  try {
    if (/(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/.test(dateTime)) return todayIn(Temporal.Instant.from(dateTime), timeZone);
    return Temporal.PlainDateTime.from(dateTime, { overflow: "reject" }).toPlainDate().toString();
  } catch {
    return null;
  }
}

/** The day of the week: 1 is Monday, 7 is Sunday. */
export function weekday(date: CalendarDate): number {
  return new Date(date).getUTCDay() || DAYS_IN_WEEK;
}
