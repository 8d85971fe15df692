import type { Viewer } from "../auth/viewer.server.ts";
import { answeredAt, answeredText } from "../domain/answered.ts";
import type { FollowUp } from "../domain/follow-up.ts";
import { MANY_MOVES, movesInRow, standing, type HistoryEntry } from "../domain/history.ts";
import { earlierContactText } from "../domain/last-contact.ts";
import { lastNote } from "../domain/last-note-text.ts";
import { triesInRow } from "../domain/outcome.ts";

/** The clock and the writing of who reads it. */
export type HistoryReader = Pick<Viewer, "now" | "today" | "timeZone" | "locale">;

/** The reply that waits, the tries and the moves that a history of a contact, the newest first, tells of its follow-up. */
export function historyFields(
  history: readonly HistoryEntry[],
  reader: HistoryReader,
): Pick<FollowUp, "answered" | "answeredAt" | "tries" | "moves"> {
  const answered = answeredAt(history);
  const tries = triesInRow(history);
  const moves = movesInRow(standing(history));
  return {
    ...(answered && { answered: answeredText(answered, reader), answeredAt: answered.toISOString() }),
    ...(tries > 0 && { tries }),
    ...(moves >= MANY_MOVES && { moves }),
  };
}

/** A follow-up with what was noted last, when there was contact before that, and the same. */
export function withHistory(followUp: FollowUp, history: readonly HistoryEntry[], reader: HistoryReader): FollowUp {
  const note = lastNote(history, reader);
  const lastContact = earlierContactText(history, reader);
  return {
    ...followUp,
    ...(note !== null && { lastNote: note }),
    ...(lastContact !== null && { lastContact }),
    ...historyFields(history, reader),
  };
}
