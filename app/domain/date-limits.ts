// Apart from the calendar, so that a page which only needs these doesn't load all that reckons with dates.
import type { CalendarDate } from "./calendar.ts";

/** The first day for which a follow-up can be set by hand; an import may bring earlier ones. */
export const FIRST_DATE: CalendarDate = "1900-01-01";

/** The last date that can be kept: a later year has more digits than a date is written with. */
export const LAST_DATE: CalendarDate = "9999-12-31";
