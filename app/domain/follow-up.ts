import { daysBetween, type CalendarDate } from "./calendar.ts";
import type { Contact, LeadQuality, Status } from "./contact.ts";
import type { Filter } from "./filters.ts";
import type { PhonePart } from "./phone-parts.ts";
import { reasonFor } from "./reason-text.ts";

/** How many follow-ups are due under each filter. */
export type Counts = Record<Filter, number>;

/** A contact that is due, as the API sends it and the row shows it. */
export interface FollowUp {
  id: string;
  contactId: string;
  contactName: string;
  /** Such as `Follow-up overdue by 4 days`. */
  reason: string;
  suggestedTiming: "Today" | "Overdue";
  /** True where the lead quality is `HOT`. */
  isHot: boolean;
  leadQuality: LeadQuality | null;
  status: Status;
  /** Whole days past due; 0 where it is due today. */
  overdueDays: number;
  nextFollowUpDate: CalendarDate;
  photoUrl: string | null;
  company: string | null;
  email: string | null;
  phone: string | null;
  /** The numbers of the phone, each with what calls it. */
  phones: PhonePart[];
  /** Such as `Called 18 Nov: wants 3 bedrooms`; absent where nothing was noted, and on other sites. */
  lastNote?: string;
  /** Such as `Last contact 12 days ago, call`; absent where `lastNote` tells of it, or there was none, and on other sites. */
  lastContact?: string;
  /** The name of the member who is away, for whom the user stands in; absent in their own list. */
  insteadOf?: string;
  /** How often in a row it was tried for nothing since the contact was reached; absent for never, and on other sites. */
  tries?: number;
  /** Such as `Answered 2 hours ago`, where a reply waits for ours; absent elsewhere, and on other sites. */
  answered?: string;
  /** When that reply came, an ISO instant. */
  answeredAt?: string;
  /** How often in a row it was moved to later without contact, where that is often; absent elsewhere, and on other sites. */
  moves?: number;
}

/** A contact on the due list: one whose follow-up date is set. */
export type DueContact = Contact & { nextFollowUpDate: CalendarDate };

/** True where a contact belongs on the list of `today`. */
export function isDue(contact: Contact, today: CalendarDate): contact is DueContact {
  return contact.status !== "ARCHIVED" && contact.nextFollowUpDate !== null && contact.nextFollowUpDate <= today;
}

/** Whole days that a follow-up is late on `today`; 0 where it isn't. */
export function overdueDays(date: CalendarDate, today: CalendarDate): number {
  return Math.max(0, daysBetween(date, today));
}

/** The follow-up that a due contact is on `today`, but for what calls its phone. */
export function toFollowUp(contact: DueContact, today: CalendarDate): Omit<FollowUp, "phones"> {
  const days = overdueDays(contact.nextFollowUpDate, today);
  return {
    id: contact.id,
    contactId: contact.id,
    contactName: contact.name,
    reason: reasonFor(days),
    suggestedTiming: days > 0 ? "Overdue" : "Today",
    isHot: contact.leadQuality === "HOT",
    leadQuality: contact.leadQuality,
    status: contact.status,
    overdueDays: days,
    nextFollowUpDate: contact.nextFollowUpDate,
    photoUrl: contact.photoUrl,
    company: contact.company,
    email: contact.email,
    phone: contact.phone,
  };
}
