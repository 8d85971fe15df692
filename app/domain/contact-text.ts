import type { ActivityAction, FieldChange, LeadQuality, NoteKind, Status } from "./contact.ts";

/** What each field of a contact is called. */
export const FIELD_LABELS: Record<FieldChange["field"], string> = {
  name: "Name",
  company: "Company",
  email: "Email",
  phone: "Phone",
  photoUrl: "Photo address",
  status: "Status",
  leadQuality: "Lead quality",
  assignees: "Assigned to",
  cadence: "Cadence",
};

/** What each status is called. */
export const STATUS_LABELS: Record<Status, string> = { ACTIVE: "Active", INACTIVE: "Inactive", ARCHIVED: "Archived" };

/** What each lead quality is called. */
export const LEAD_QUALITY_LABELS: Record<LeadQuality, string> = {
  HOT: "Hot",
  WARM: "Warm",
  COLD: "Cold",
  NURTURE: "Nurture",
};

/** What each kind of note is called. */
export const NOTE_LABELS: Record<NoteKind, string> = { call: "Call", email: "Email", meeting: "Meeting", note: "Note" };

/** What a line of the timeline begins with. */
export const ACTIVITY_LABELS: Record<ActivityAction, string> = {
  ...NOTE_LABELS,
  done: "Marked done",
  snooze: "Snoozed",
  undo: "Undone",
  set: "Follow-up set",
  clear: "Follow-up cleared",
  create: "Contact added",
  edit: "Details changed",
  assign: "Assigned",
  merge: "Merged with another contact",
  restore: "Put back after it was deleted or merged",
};

// A map, as what is stored may be a text such as "constructor".
const CHOICE_LABELS = new Map(Object.entries({ ...STATUS_LABELS, ...LEAD_QUALITY_LABELS }));

/** A value of a field as people read it. */
export function fieldText(field: FieldChange["field"], value: string | null): string {
  if (value === null || value === "") return field === "cadence" ? "by lead quality" : "none";
  return field === "status" || field === "leadQuality" ? (CHOICE_LABELS.get(value) ?? value) : value;
}
