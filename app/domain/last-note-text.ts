import { Temporal } from "temporal-polyfill";
import { todayIn, type CalendarDate } from "./calendar.ts";
import { fits } from "./characters.ts";
import type { NoteKind } from "./contact.ts";
import { shortDate } from "./date-text.ts";

const LONGEST_BEGINNING = 120;
const DID: Record<NoteKind, string> = { call: "Called", email: "Emailed", meeting: "Met", note: "Noted" };

/** A note in one line, such as `Called 18 Nov: wants 3 bedrooms`: when it was where the user is, and how it begins. */
export function lastNoteText(
  { action, at, text }: { action: NoteKind; at: Date; text?: string },
  { today, timeZone }: { today: CalendarDate; timeZone: string },
): string {
  const date = todayIn(Temporal.Instant.fromEpochMilliseconds(at.getTime()), timeZone);
  const year = ` ${today.slice(0, 4)}`;
  const when = `${DID[action]} ${shortDate(date).replace(year, "")}`;
  const words = text?.replace(/\s+/g, " ").trim();
  return words ? `${when}: ${beginningOf(words)}` : when;
}

/** As much as a line can show, without half of a character. */
function beginningOf(text: string): string {
  if (fits(text, LONGEST_BEGINNING)) return text;
  return `${[...text.slice(0, 2 * LONGEST_BEGINNING)].slice(0, LONGEST_BEGINNING).join("")}…`;
}
