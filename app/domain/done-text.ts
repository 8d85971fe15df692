import type { CalendarDate } from "./calendar.ts";
import type { LeadQuality, NoteKind } from "./contact.ts";
import { shortDate } from "./date-text.ts";
import { leadQualityLabel } from "./lead-quality-text.ts";
import { contactCount } from "./result-text.ts";
import type { Locale } from "./locale.ts";
import type { Outcome } from "./outcome.ts";
import { OUTCOME_LABELS } from "./outcome-text.ts";

/** What was done with some contacts; the date and the lead quality are those that the first of them got. */
export interface DoneThing {
  action:
    | "done"
    | "nurture"
    | "log"
    | "snooze"
    | "set"
    | "clear"
    | "next"
    | "spread"
    | "reassign"
    | "lead quality"
    | "delete"
    | "merge"
    | "import";
  count: number;
  dateAfter: CalendarDate | null;
  leadQuality: LeadQuality | null;
  /** What came of what was done, where that was said. */
  outcome?: Outcome | undefined;
  /** What was logged. */
  kind?: NoteKind | undefined;
}

const LOGGED: Record<NoteKind, string> = {
  ...{ call: "Logged a call", email: "Logged an email", meeting: "Logged a meeting", note: "Added a note" },
};

/** What was done, such as `Snoozed to 1 Dec 2026`; of several contacts, which may have got several dates, without one. */
export function doneText(
  { action, count, dateAfter, leadQuality, outcome, kind = "note" }: DoneThing,
  locale: Locale,
): string {
  const date = count === 1 && dateAfter !== null ? shortDate(dateAfter, locale) : null;
  switch (action) {
    case "done": {
      const done = outcome ? `Marked done: ${OUTCOME_LABELS[outcome].toLowerCase()}` : "Marked done";
      return date ? `${done}, next on ${date}` : done;
    }
    case "log":
      return date ? `${LOGGED[kind]}, follow-up on ${date}` : LOGGED[kind];
    case "snooze":
      return date ? `Snoozed to ${date}` : "Snoozed";
    case "set":
    case "next":
      return date ? `Follow-up set for ${date}` : "Follow-up set";
    case "spread":
      return date ? `Spread, to ${date}` : "Spread over several days";
    case "reassign":
      return "Reassigned";
    case "nurture":
      return date ? `To nurture, next on ${date}` : "To nurture, in 30 days";
    case "clear":
      return "Follow-up cleared";
    case "lead quality":
      return `Lead quality: ${leadQualityLabel(leadQuality)}`;
    case "import":
      return "Imported";
    case "delete":
      return "Deleted";
    case "merge":
      return "Merged with another contact";
  }
}

/** With whom it was done beside those who are named: `197 more`, `3 contacts` where nobody is; null where all are. */
export function othersText(count: number, named: number, locale: Locale): string | null {
  if (named === 0) return contactCount(count, locale);
  return count > named ? `${(count - named).toLocaleString(locale)} more` : null;
}
