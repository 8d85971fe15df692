import { Temporal } from "temporal-polyfill";
import { daysBetween, todayIn, type CalendarDate } from "./calendar.ts";
import type { ActivityAction } from "./contact.ts";
import type { Reader } from "./date-text.ts";
import { isContact, standing, type HistoryEntry } from "./history.ts";
import { isTold } from "./last-note-text.ts";
import type { Outcome } from "./outcome.ts";

const BY_KIND: Partial<Record<ActivityAction, string>> = { call: "call", email: "email", meeting: "meeting" };
const BY_OUTCOME: Partial<Record<Outcome, string>> = {
  ...{ reached: "reached", wrote: "written", met: "met", notInterested: "not interested" },
};

/** How two were in contact, in a word. */
function contactWord({ action, outcome }: HistoryEntry): string | undefined {
  return BY_KIND[action] ?? (outcome && BY_OUTCOME[outcome]);
}

/** When there was contact last, of a history that has the newest first, such as `Last contact 12 days ago, call`; else null. */
export function lastContactText(
  history: readonly HistoryEntry[],
  { today, timeZone, locale }: Reader & { today: CalendarDate },
): string | null {
  const last = standing(history).find(isContact);
  if (!last) return null;
  const date = todayIn(Temporal.Instant.fromEpochMilliseconds(last.at.getTime()), timeZone);
  const days = Math.max(0, daysBetween(date, today));
  const when = days === 0 ? "today" : days === 1 ? "yesterday" : `${days.toLocaleString(locale)} days ago`;
  return `Last contact ${when}, ${contactWord(last)}`;
}

/** The same where what is told last is something else; null where that was the contact. */
export function earlierContactText(
  history: readonly HistoryEntry[],
  reader: Parameters<typeof lastContactText>[1],
): string | null {
  const newest = standing(history).find(isTold);
  return newest && !isContact(newest) ? lastContactText(history, reader) : null;
}
