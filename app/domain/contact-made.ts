import { cadenceDaysOf, nextAfterContact, type CadencedContact, type CadenceSettings } from "./cadence.ts";
import type { CalendarDate } from "./calendar.ts";
import type { Contact, Direction } from "./contact.ts";
import type { DayOff, WorkingCalendar } from "./working-days.ts";

/** Contact that was made with somebody. */
export interface ContactMade {
  direction: Direction;
  /** The day on which it was, today or earlier. */
  date: CalendarDate;
  today: CalendarDate;
}

/**
 * The follow-up date that a contact has after contact that counts as follow-up; the same where nothing changes. What we did
 * clears what is due, and a cadence counts anew from that day, with a date that is never before today. A reply brings a date
 * in the future back to today: it is our turn.
 */
export function dateAfterContact(
  contact: Pick<Contact, "nextFollowUpDate" | "status"> & CadencedContact,
  { direction, date, today }: ContactMade,
  { cadence, calendar }: { cadence: CadenceSettings; calendar?: WorkingCalendar },
): { date: CalendarDate | null; off: DayOff | null } {
  const { nextFollowUpDate: before, status } = contact;
  const isDue = before !== null && before <= today;
  if (status === "ARCHIVED") return { date: before, off: null };
  if (direction === "in") return { date: before === null || isDue ? before : today, off: null };
  const days = cadenceDaysOf(contact, cadence);
  if (days !== null) return nextAfterContact(days, { date, today }, cadence, calendar);
  return { date: isDue ? null : before, off: null };
}
