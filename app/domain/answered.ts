import { Temporal } from "temporal-polyfill";
import { daysBetween, todayIn, type CalendarDate } from "./calendar.ts";
import type { Reader } from "./date-text.ts";
import { isContact, standing, type HistoryEntry } from "./history.ts";

const MINUTE_MILLISECONDS = 60_000;
const MINUTES_IN_HOUR = 60;
const HOURS_IN_DAY = 24;

/** When a contact has answered, of a history that has the newest first; null where it was our turn since and we took it. */
export function answeredAt(history: readonly HistoryEntry[]): Date | null {
  const entries = standing(history);
  const reply = entries.find((entry) => entry.direction === "in" && isContact(entry));
  if (!reply || entries.some((entry) => isTurnAfter(entry, reply))) return null;
  return reply.at;
}

/** True where we got in touch after a reply, or the date was moved since we knew of it, but for that it is due by the reply. */
function isTurnAfter(entry: HistoryEntry, reply: HistoryEntry): boolean {
  if (entry.direction === "in" || (entry.operationId !== undefined && entry.operationId === reply.operationId)) {
    return false;
  }
  if (isContact(entry)) return entry.at > reply.at;
  const isMove = ["done", "snooze", "set", "clear"].includes(entry.action);
  return isMove && entry.at > (reply.loggedAt ?? reply.at);
}

/** How long ago a contact has answered, such as `Answered 2 hours ago`. */
export function answeredText(
  at: Date,
  { now, today, timeZone, locale }: Reader & { now: Date; today: CalendarDate },
): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / MINUTE_MILLISECONDS));
  if (minutes === 0) return "Answered just now";
  if (minutes < MINUTES_IN_HOUR) return `Answered ${ago(minutes, "minute")}`;
  const hours = Math.floor(minutes / MINUTES_IN_HOUR);
  if (hours < HOURS_IN_DAY) return `Answered ${ago(hours, "hour")}`;
  const date = todayIn(Temporal.Instant.fromEpochMilliseconds(at.getTime()), timeZone);
  const days = Math.max(1, daysBetween(date, today));
  return days === 1 ? "Answered yesterday" : `Answered ${days.toLocaleString(locale)} days ago`;
}

function ago(count: number, unit: "minute" | "hour"): string {
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}
