import { addDays, daysBetween, type CalendarDate } from "./calendar.ts";
import { LAST_DATE } from "./date-limits.ts";
import { LEAD_QUALITIES, type LeadQuality, type Status } from "./contact.ts";
import { onWorkingDay, USUAL_CALENDAR, type DayOff, type MovedDate, type WorkingCalendar } from "./working-days.ts";

/** The longest rhythm, in days, that a contact can be followed up in. */
export const LONGEST_CADENCE_DAYS = 730;

/** What a contact's own cadence is where it is to have none, whatever its lead quality says. */
export const NO_CADENCE_DAYS = 0;

/** The days of a contact's own cadence from text such as `14`; null where the text is no such number. */
export function readCadenceDays(text: string): number | null {
  return /^\d+$/.test(text) && Number(text) <= LONGEST_CADENCE_DAYS ? Number(text) : null;
}

/** What a cadence is set for: each lead quality, and the contacts that have none. */
export const CADENCE_GROUPS = [...LEAD_QUALITIES, "none"] as const;
export type CadenceGroup = (typeof CADENCE_GROUPS)[number];

/** Where a cadence counts from: the day on which it was done, or the day for which it had been set. */
export const CADENCE_STARTS = ["today", "previous"] as const;
export type CadenceStart = (typeof CADENCE_STARTS)[number];

/** How the next date is found from a number of days. */
export interface CadenceRule {
  from: CadenceStart;
  /** Moves a date on a Saturday or Sunday to Monday. */
  skipWeekends: boolean;
}

/** How often an organization follows up. */
export interface CadenceSettings extends CadenceRule {
  /** Days between follow-ups; null where there is no cadence. */
  byLeadQuality: Record<CadenceGroup, number | null>;
  /** Whether marking a follow-up done sets the next one by itself. */
  automatic: boolean;
}

/** The settings of an organization that hasn't chosen any: no cadence at all. */
export const NO_CADENCE: CadenceSettings = {
  byLeadQuality: { HOT: null, WARM: null, COLD: null, NURTURE: null, none: null },
  from: "today",
  skipWeekends: false,
  automatic: false,
};

/** The part of a contact that its cadence depends on. */
export interface CadencedContact {
  leadQuality: LeadQuality | null;
  /** Days of its own; 0 is no cadence at all; null or absent follows the lead quality. */
  cadenceDays?: number | null | undefined;
}

/** How many days after a follow-up of the contact the next one is; null where it has no cadence. */
export function cadenceDaysOf(contact: CadencedContact, settings: CadenceSettings): number | null {
  const days = contact.cadenceDays ?? settings.byLeadQuality[contact.leadQuality ?? "none"];
  return days === NO_CADENCE_DAYS ? null : days;
}

/** A contact whose follow-up, which was set for `previous`, is done. */
export interface DoneContact extends CadencedContact {
  id: string;
  status: Status;
  previous: CalendarDate | null;
}

/** A contact and the date of its next follow-up, with the day off for which that was moved. */
export interface NextDate {
  id: string;
  date: CalendarDate;
  off?: DayOff;
}

/** A contact's next date, as it was moved. */
export function nextDate(id: string, { date, off }: MovedDate): NextDate {
  return off ? { id, date, off } : { id, date };
}

/** The next follow-ups of those contacts that have a cadence, when they are done on `today`. */
export function nextDates(
  contacts: readonly DoneContact[],
  today: CalendarDate,
  settings: CadenceSettings,
  calendar: WorkingCalendar = USUAL_CALENDAR,
): NextDate[] {
  return contacts.flatMap((contact) => {
    const days = cadenceDaysOf(contact, settings);
    if (days === null || contact.status === "ARCHIVED") return [];
    return nextDate(contact.id, nextByCadence(days, { previous: contact.previous, today }, settings, calendar));
  });
}

/**
 * The date `days` after a follow-up, or the next working day, always after `today`. Counted from the previous date it keeps the rhythm: where
 * that lies long ago, as many whole cadences later as it takes.
 */
export function nextByCadence(
  days: number,
  { previous, today }: { previous: CalendarDate | null; today: CalendarDate },
  { from, skipWeekends }: CadenceRule,
  calendar: WorkingCalendar = USUAL_CALENDAR,
): MovedDate {
  const start = from === "previous" && previous !== null ? previous : today;
  const cadences = Math.max(1, Math.floor(daysBetween(start, today) / days) + 1);
  if (daysBetween(start, LAST_DATE) < cadences * days) return { date: LAST_DATE, off: null };
  return onWorkingDay(addDays(start, cadences * days), calendar, skipWeekends);
}

/** The date `days` after contact that was made on `date`, or the next working day, never before `today`. */
export function nextAfterContact(
  days: number,
  { date, today }: { date: CalendarDate; today: CalendarDate },
  { skipWeekends }: Pick<CadenceRule, "skipWeekends">,
  calendar: WorkingCalendar = USUAL_CALENDAR,
): MovedDate {
  if (daysBetween(date, LAST_DATE) < days) return { date: LAST_DATE, off: null };
  const next = addDays(date, days);
  return onWorkingDay(next < today ? today : next, calendar, skipWeekends);
}
