import { Temporal } from "temporal-polyfill";
import { todayIn, type CalendarDate } from "./calendar.ts";
import { fits } from "./characters.ts";
import type { NoteKind } from "./contact.ts";
import { shortDayAndMonth, type Reader } from "./date-text.ts";
import type { Outcome } from "./outcome.ts";
import { OUTCOME_LABELS } from "./outcome-text.ts";

const LONGEST_BEGINNING = 120;
const DID: Record<NoteKind | "done", string> = {
  ...{ call: "Called", email: "Emailed", meeting: "Met", note: "Noted" },
  done: "Marked done",
};

/** A note, or what came of a follow-up that was done. */
export interface Note {
  action: NoteKind | "done";
  at: Date;
  text?: string;
  outcome?: Outcome;
  /** True where it was taken back. */
  undone?: boolean;
  /** The operation that wrote it. */
  operationId?: string;
}

/** The newest note of a contact's history that wasn't taken back, in one line; null where there is none. */
export function lastNote(history: readonly Note[], reader: Reader & { today: CalendarDate }): string | null {
  const note = history.find(({ undone }) => !undone);
  return note ? lastNoteText(note, reader) : null;
}

/** A note in one line, such as `Called 18 Nov: wants 3 bedrooms`: when it was where the user is, and how it begins. */
export function lastNoteText(
  { action, at, text, outcome }: Note,
  { today, timeZone, locale }: Reader & { today: CalendarDate },
): string {
  const date = todayIn(Temporal.Instant.fromEpochMilliseconds(at.getTime()), timeZone);
  const when = `${outcome ? OUTCOME_LABELS[outcome] : DID[action]} ${shortDayAndMonth(date, today, locale)}`;
  const words = text?.replace(/\s+/g, " ").trim();
  return words ? `${when}: ${beginningOf(words)}` : when;
}

/** As much as a line can show, without half of a character. */
function beginningOf(text: string): string {
  if (fits(text, LONGEST_BEGINNING)) return text;
  return `${[...text.slice(0, 2 * LONGEST_BEGINNING)].slice(0, LONGEST_BEGINNING).join("")}…`;
}
