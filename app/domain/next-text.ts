import type { NextDate } from "./cadence.ts";
import type { CalendarDate } from "./calendar.ts";
import { dayAndMonth } from "./date-text.ts";
import { followUpCount } from "./result-text.ts";

/** What the next dates by cadence are, such as `Next: 7 December`; null where there are none. */
export function nextText(next: readonly NextDate[], today: CalendarDate): string | null {
  const [first] = next;
  if (!first) return null;
  const dates = [...new Set(next.map(({ date }) => date))].sort();
  const [earliest = first.date, latest = first.date] = [dates[0], dates.at(-1)];
  const days =
    earliest === latest
      ? dayAndMonth(earliest, today)
      : `${dayAndMonth(earliest, today)} – ${dayAndMonth(latest, today)}`;
  return next.length === 1 ? `Next: ${days}` : `Next for ${next.length.toLocaleString("en")}: ${days}`;
}

/** What setting the next dates did, told to the one who asked for it. */
export function nextSetText(count: number): string {
  return count === 0 ? "Nothing to set: they have a date already" : `Set the next date of ${followUpCount(count)}`;
}
