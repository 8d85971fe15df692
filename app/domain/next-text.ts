import type { NextDate } from "./cadence.ts";
import type { CalendarDate } from "./calendar.ts";
import { dayAndMonth } from "./date-text.ts";
import { followUpCount } from "./result-text.ts";
import type { Locale } from "./locale.ts";
import type { MovedText } from "./working-days-text.ts";

/** What the next dates by cadence are, such as `Next: 7 December`, and why they were moved; null where there are none. */
export function nextText(
  next: readonly NextDate[],
  today: CalendarDate,
  locale: Locale,
  moved: readonly MovedText[] = [],
): string | null {
  const [first] = next;
  if (!first) return null;
  const dates = [...new Set(next.map(({ date }) => date))].sort();
  const [earliest = first.date, latest = first.date] = [dates[0], dates.at(-1)];
  const days =
    earliest === latest
      ? dayAndMonth(earliest, today, locale)
      : `${dayAndMonth(earliest, today, locale)} – ${dayAndMonth(latest, today, locale)}`;
  const why = moved[0] && (earliest === latest ? moved[0].why : "some moved to working days");
  const whom = next.length === 1 ? "Next" : `Next for ${next.length.toLocaleString(locale)}`;
  return `${whom}: ${days}${why ? `, ${why}` : ""}`;
}

/** What setting the next dates did, told to the one who asked for it. */
export function nextSetText(count: number, locale: Locale): string {
  return count === 0
    ? "Nothing to set: they have a date already"
    : `Set the next date of ${followUpCount(count, locale)}`;
}
