import { Temporal } from "temporal-polyfill";
import { daysBetween, todayIn, type CalendarDate } from "./calendar.ts";
import type { Reader } from "./date-text.ts";
import type { Note } from "./last-note-text.ts";
import { isTry, type Outcome } from "./outcome.ts";

/** What one form writes differs by less than this. */
const SAME_MOMENT_MILLISECONDS = 1_000;
const BY_KIND: Partial<Record<Note["action"], string>> = { call: "call", email: "email", meeting: "meeting" };
const BY_OUTCOME: Partial<Record<Outcome, string>> = {
  ...{ reached: "reached", wrote: "written", met: "met", notInterested: "not interested" },
};

/** How two were in contact by an entry of a history, in a word; undefined where they weren't, as by a note or a vain try. */
function contactWord({ action, outcome, undone }: Note): string | undefined {
  if (undone) return undefined;
  return outcome ? BY_OUTCOME[outcome] : BY_KIND[action];
}

/** True of a call that was logged as a vain try: the timeline holds the call and beside it what came of that. */
function wasInVain({ at, operationId }: Note, history: readonly Note[]): boolean {
  return history.some((other) => {
    // All that an import brings in is one operation.
    const isBeside = Math.abs(other.at.getTime() - at.getTime()) < SAME_MOMENT_MILLISECONDS;
    return isBeside && other.operationId === operationId && !other.undone && isTry(other.outcome);
  });
}

function lastContact(history: readonly Note[]): Note | undefined {
  return history.find((entry) => contactWord(entry) !== undefined && !wasInVain(entry, history));
}

/** When there was contact last, of a history that has the newest first, such as `Last contact 12 days ago, call`; else null. */
export function lastContactText(
  history: readonly Note[],
  { today, timeZone, locale }: Reader & { today: CalendarDate },
): string | null {
  const last = lastContact(history);
  if (!last) return null;
  const date = todayIn(Temporal.Instant.fromEpochMilliseconds(last.at.getTime()), timeZone);
  const days = Math.max(0, daysBetween(date, today));
  const when = days === 0 ? "today" : days === 1 ? "yesterday" : `${days.toLocaleString(locale)} days ago`;
  return `Last contact ${when}, ${contactWord(last)}`;
}

/** The same where what happened last is something else; null where that was the contact. */
export function earlierContactText(
  history: readonly Note[],
  reader: Parameters<typeof lastContactText>[1],
): string | null {
  const newest = history.find(({ undone }) => !undone);
  return newest && newest !== lastContact(history) ? lastContactText(history, reader) : null;
}
