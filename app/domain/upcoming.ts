import * as v from "valibot";
import { addDays, daysBetween, type CalendarDate } from "./calendar.ts";
import type { Contact } from "./contact.ts";
import { longDate } from "./date-text.ts";
import { DateInput } from "./follow-up-input.ts";
import type { Locale } from "./locale.ts";

/** How many days have a heading of their own; what comes after them is later. */
export const DAYS_AHEAD = 14;

/** A contact whose follow-up is still to come. */
export type UpcomingContact = Contact & { nextFollowUpDate: CalendarDate };

/** The follow-ups of one day, or of all days that are further away. */
export interface UpcomingDay {
  /** Null where these are later than the days that are told apart. */
  date: CalendarDate | null;
  title: string;
  contacts: UpcomingContact[];
}

/** Puts contacts, the soonest first, under the days that they are for. */
export function upcomingDays(contacts: readonly UpcomingContact[], today: CalendarDate, locale: Locale): UpcomingDay[] {
  const days: UpcomingDay[] = [];
  for (const contact of contacts) {
    const date = daysBetween(today, contact.nextFollowUpDate) <= DAYS_AHEAD ? contact.nextFollowUpDate : null;
    const last = days.at(-1);
    if (last?.date === date) last.contacts.push(contact);
    else days.push({ date, title: titleOf(date, today, locale), contacts: [contact] });
  }
  return days;
}

function titleOf(date: CalendarDate | null, today: CalendarDate, locale: Locale): string {
  if (date === null) return "Later";
  return date === addDays(today, 1) ? `Tomorrow, ${longDate(date, locale)}` : longDate(date, locale);
}

/** Where a page of upcoming follow-ups ends. */
export interface UpcomingPlace {
  date: CalendarDate;
  name: string;
  id: string;
}

const Place = v.pipe(v.string(), v.maxLength(3_000), v.parseJson(), v.tuple([DateInput, v.string(), v.string()]));

/** Reads the place that an address names; null where it names none. */
export function readUpcomingPlace(text: string | null): UpcomingPlace | null {
  const place = v.safeParse(Place, text);
  if (!place.success) return null;
  const [date, name, id] = place.output;
  return { date, name, id };
}

/** A place as an address names it. */
export function upcomingPlaceText({ date, name, id }: UpcomingPlace): string {
  return JSON.stringify([date, name, id]);
}
