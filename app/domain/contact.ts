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

/** What a user can note about a contact. */
export const NOTE_KINDS = ["call", "email", "meeting", "note"] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** Those of them by which two are in contact. */
export const CONTACT_KINDS = ["call", "email", "meeting"] as const satisfies NoteKind[];
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** Who got in touch: `out` are we, `in` are they. */
export const DIRECTIONS = ["out", "in"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What a line on a contact's timeline records. */
export const ACTIVITY_ACTIONS = [
  "done",
  "snooze",
  "undo",
  "set",
  "clear",
  "create",
  "edit",
  "assign",
  "merge",
  "restore",
  ...NOTE_KINDS,
] as const;
export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number];

/** The fields of a contact that its page edits, in the order in which it shows them. */
export const DETAIL_FIELDS = ["name", "company", "email", "phone", "photoUrl", "status", "leadQuality"] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];

/** What people edit of a contact. */
export type ContactDetails = Pick<Contact, DetailField>;

/** The fields whose changes a timeline tells. */
export const TOLD_FIELDS = [...DETAIL_FIELDS, "assignees", "cadence"] as const;

/**
 * One field that was changed, as its timeline tells it; the assignees are told by their emails, a cadence as a rhythm,
 * which is null where it goes by the lead quality.
 */
export interface FieldChange {
  field: (typeof TOLD_FIELDS)[number];
  before: string | null;
  after: string | null;
}
