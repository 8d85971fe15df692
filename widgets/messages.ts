import type { LeadQuality } from "../app/domain/contact.ts";
import type { FollowUp } from "../app/domain/follow-up.ts";
import type { SnoozeOption } from "../app/domain/snooze.ts";

/** Every string that the elements show or say, so that a page can translate them. */
export interface FollowUpMessages {
  /** The panel's title, unless the attribute `heading` gives one. */
  heading: string;
  /** The link to the hub. */
  viewAll: string;
  /** The number beside the title. */
  due(count: number): string;
  /** Why a contact is on the list; by default the sentence that the server sends. */
  reason(followUp: FollowUp): string;
  /** What was noted last, after the reason; by default as the server tells it, which it does on the hub's own site only. */
  lastNote(followUp: FollowUp): string | undefined;
  /** For when a follow-up is due, `YYYY-MM-DD`: what the reason says under the pointer and to screen readers. */
  dueOn(date: string): string;
  /** The chips. */
  quality: Readonly<Record<LeadQuality, string>>;
  /** What screen readers say for the flame. */
  hotLead: string;
  /** The button Snooze and its accessible name. */
  snooze: string;
  snoozeContact(name: string): string;
  /** The button Mark done and its accessible name. */
  done: string;
  doneContact(name: string): string;
  /** The menu's button and the menu, and its items with their accessible names. */
  menuOf(name: string): string;
  actionsFor(name: string): string;
  openProfile: string;
  call: string;
  email: string;
  /** What a link of the menu is for, and whom it is about. */
  linkAbout(label: string, name: string): string;
  snoozeUntil: string;
  /** A date to snooze to, by the name that the server gives it, such as `Tomorrow`. */
  snoozeOption(label: string): string;
  /** The day of such a date; by default as the server writes it, such as `Fri 27 Nov`. */
  snoozeDay(option: SnoozeOption): string;
  snoozeContactUntil(name: string, label: string, day: string): string;
  leadQuality: string;
  noQuality: string;
  qualityOf(name: string, label: string): string;
  /** The button Undo and its accessible name. */
  undo: string;
  undoContact(name: string): string;
  /** What the panel says after a click. */
  /** The button that sets the next follow-up by the contact's cadence, and what the panel says once it is set. */
  next(date: string): string;
  snoozeNotice(name: string, day?: string): string;
  doneNotice(name: string): string;
  undoNotice(name: string): string;
  qualityNotice(name: string, label: string | null): string;
  /** What the panel says where the server has refused. */
  snoozeRefused(name: string): string;
  doneRefused(name: string): string;
  undoRefused(name: string): string;
  nextRefused(name: string): string;
  qualityRefused(name: string): string;
  /** The states without rows. */
  loading: string;
  empty: string;
  goToContacts: string;
  signedOut: string;
  signIn: string;
  failed: string;
  retry: string;
  /** Said of a failure where no answer came: the browser is offline, or it isn't. */
  offline: string;
  unreachable: string;
  /** Said of a refusal with 403, 409 or 429: the API's code for it, and its sentence, which is shown by default. */
  because(code: string, message: string): string;
}

let locale: string;
let days: Intl.DateTimeFormat;

/** Has the English messages write dates and numbers as `wanted` does; the API tells how the reader wants it. */
export function writeAs(wanted: string): void {
  locale = wanted;
  // Made once, as making it takes longer than all that a row's text takes.
  days = new Intl.DateTimeFormat(wanted, { dateStyle: "full", timeZone: "UTC" });
}

writeAs("en-GB");
const day = (date: string): string => days.format(new Date(date));

/** The messages in English. */
export const ENGLISH: FollowUpMessages = {
  heading: "Follow-ups",
  viewAll: "View all",
  due: (count) => `${count.toLocaleString(locale)} due`,
  reason: (followUp) => followUp.reason,
  lastNote: (followUp) => followUp.lastNote,
  dueOn: (date) => `Due ${day(date)}`,
  quality: { HOT: "Hot", WARM: "Warm", COLD: "Cold", NURTURE: "Nurture" },
  hotLead: "Hot lead",
  snooze: "Snooze",
  snoozeContact: (name) => `Snooze ${name}`,
  done: "Mark done",
  doneContact: (name) => `Mark ${name} done`,
  menuOf: (name) => `More actions for ${name}`,
  actionsFor: (name) => `Actions for ${name}`,
  openProfile: "Open profile",
  call: "Call",
  email: "Email",
  linkAbout: (label, name) => `${label}, ${name}`,
  snoozeUntil: "Snooze to",
  snoozeOption: (label) => label,
  snoozeDay: (option) => option.day,
  snoozeContactUntil: (name, label, day) => `Snooze ${name}: ${label} ${day}`,
  leadQuality: "Lead quality",
  noQuality: "None",
  qualityOf: (name, label) => `Lead quality of ${name}: ${label}`,
  undo: "Undo",
  undoContact: (name) => `Undo for ${name}`,
  next: (date) => `Next: ${day(date)}`,
  snoozeNotice: (name, day) => `${name} snoozed ${day ? `to ${day}` : "for 3 days"}.`,
  doneNotice: (name) => `${name} marked done.`,
  qualityNotice: (name, label) => (label ? `${name} is ${label} now.` : `${name} has no lead quality now.`),
  undoNotice: (name) => `${name} is back on the list.`,
  snoozeRefused: (name) => `Couldn’t snooze ${name}.`,
  doneRefused: (name) => `Couldn’t mark ${name} done.`,
  undoRefused: (name) => `Couldn’t undo for ${name}.`,
  qualityRefused: (name) => `Couldn’t set the lead quality of ${name}.`,
  nextRefused: (name) => `Couldn’t set the next follow-up with ${name}.`,
  loading: "Loading follow-ups",
  empty: "All caught up",
  goToContacts: "Go to contacts",
  signedOut: "Sign in to see your follow-ups.",
  signIn: "Sign in",
  failed: "Couldn’t load your follow-ups.",
  retry: "Try again",
  offline: "You seem to be offline.",
  unreachable: "The server can’t be reached.",
  because: (_code, message) => message,
};
