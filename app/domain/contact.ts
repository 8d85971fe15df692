import type { CalendarDate } from "./calendar.ts";

/** How warm a lead is, from hottest to coolest. */
export const LEAD_QUALITIES = ["HOT", "WARM", "COLD", "NURTURE"] as const;
export type LeadQuality = (typeof LEAD_QUALITIES)[number];

/** A contact's own status; an archived contact is never due. */
export const STATUSES = ["ACTIVE", "INACTIVE", "ARCHIVED"] as const;
export type Status = (typeof STATUSES)[number];

/** A person in one organization's CRM; `id` is unique in that organization only. */
export interface Contact {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
  photoUrl: string | null;
  leadQuality: LeadQuality | null;
  status: Status;
  nextFollowUpDate: CalendarDate | null;
}

/** What a line on a contact's timeline records. */
export const ACTIVITY_ACTIONS = ["done", "snooze", "undo", "set", "clear"] as const;
export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number];
