import type { CalendarDate } from "./calendar.ts";
import { dayText } from "./date-text.ts";
import type { Locale } from "./locale.ts";
import { sentences } from "./sentences.ts";
import type { DayOff } from "./working-days.ts";

/** A date that was moved, and why in words. */
export interface MovedText {
  date: CalendarDate;
  why: string;
}

/** Why a date was moved, such as `as Fri 1 Jan is New Year’s Day`. */
export function dayOffText({ date, name }: DayOff, locale: Locale): string {
  return `as ${dayText(date, locale)} is ${name ?? "no working day"}`;
}

/** Which of some dates were moved, each once, and why. */
export function movedTexts(
  dates: readonly { date: CalendarDate; off?: DayOff | null | undefined }[],
  locale: Locale,
): MovedText[] {
  const moved = new Map<CalendarDate, string>();
  for (const { date, off } of dates) if (off && !moved.has(date)) moved.set(date, dayOffText(off, locale));
  return [...moved].map(([date, why]) => ({ date, why }));
}

const MOST_NAMED = 6;

/** What a run of working days passes over, such as `Passes over Fri 25 Dec, Christmas Day`; null for nothing. */
export function passedOverText(
  daysOff: readonly DayOff[],
  unknownYears: readonly number[],
  locale: Locale,
): string | null {
  // Of the days of a leave only the first and the last one are named.
  const runs: { name: string | null; dates: CalendarDate[] }[] = [];
  for (const { date, name } of daysOff) {
    const last = runs.at(-1);
    if (last?.name === name) last.dates.push(date);
    else runs.push({ name, dates: [date] });
  }
  const named = runs.slice(0, MOST_NAMED).map(({ name, dates }) => {
    const ends = [...new Set([dates[0]!, dates.at(-1)!])].map((date) => dayText(date, locale));
    return `${ends.join(" – ")}, ${name ?? ""}`;
  });
  const days = [...named, ...(runs.length > MOST_NAMED ? ["and more"] : [])].join("; ");
  return sentences(days && `Passes over ${days}`, unknownYearsText(unknownYears)) || null;
}

/** That there is no list of holidays for some years; null where there is one for each. */
export function unknownYearsText(years: readonly number[]): string | null {
  if (years.length === 0) return null;
  return `No list of holidays for ${years.join(", ")}: weekdays and your own days still count then`;
}
