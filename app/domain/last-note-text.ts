import { Temporal } from "temporal-polyfill";
import { todayIn, type CalendarDate } from "./calendar.ts";
import { fits } from "./characters.ts";
import type { NoteKind } from "./contact.ts";
import { shortDayAndMonth, type Reader } from "./date-text.ts";
import { standing, type HistoryEntry } from "./history.ts";
import { OUTCOME_LABELS } from "./outcome-text.ts";

const LONGEST_BEGINNING = 120;
const DID: Record<NoteKind | "done", string> = {
  ...{ call: "Called", email: "Emailed", meeting: "Met", note: "Noted" },
  done: "Marked done",
};
const THEY_DID: Partial<Record<Note["action"], string>> = { call: "They called", email: "They wrote" };

/** A note, or what came of a follow-up that was done. */
export type Note = HistoryEntry & { action: NoteKind | "done" };

/** True of a note, and of what was said of a follow-up that was done. */
export function isTold<Entry extends HistoryEntry>(entry: Entry): entry is Entry & Note {
  const { action, outcome, text } = entry;
  return action === "done" ? outcome !== undefined || text !== undefined : action in DID;
}

/** The newest note of a contact's history that wasn't taken back, in one line; null where there is none. */
export function lastNote(history: readonly HistoryEntry[], reader: Reader & { today: CalendarDate }): string | null {
  const note = standing(history).find(isTold);
  return note ? lastNoteText(note, reader) : null;
}

/** A note in one line, such as `Called 18 Nov: wants 3 bedrooms`: when it was where the user is, and how it begins. */
export function lastNoteText(
  { action, at, text, outcome, direction }: Note,
  { today, timeZone, locale }: Reader & { today: CalendarDate },
): string {
  const date = todayIn(Temporal.Instant.fromEpochMilliseconds(at.getTime()), timeZone);
  const did = (direction === "in" && THEY_DID[action]) || DID[action];
  const when = `${outcome ? OUTCOME_LABELS[outcome] : did} ${shortDayAndMonth(date, today, locale)}`;
  const words = text?.replace(/\s+/g, " ").trim();
  return words ? `${when}: ${beginningOf(words)}` : when;
}

/** As much as a line can show, without half of a character. */
function beginningOf(text: string): string {
  if (fits(text, LONGEST_BEGINNING)) return text;
  return `${[...text.slice(0, 2 * LONGEST_BEGINNING)].slice(0, LONGEST_BEGINNING).join("")}…`;
}
