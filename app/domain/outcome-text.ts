import type { NextDate } from "./cadence.ts";
import type { CalendarDate } from "./calendar.ts";
import { dateInList } from "./date-text.ts";
import type { Locale } from "./locale.ts";
import { NURTURE_DAYS, type Outcome } from "./outcome.ts";

/** What each outcome is called. */
export const OUTCOME_LABELS: Record<Outcome, string> = {
  reached: "Reached",
  leftMessage: "Left message",
  noAnswer: "No answer",
  wrote: "Wrote",
  met: "Met",
  notInterested: "Not interested",
};

const PLURAL = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };

/** Which try comes after those that came to nothing, such as `3rd try`; null where it is the first. */
export function tryText(tries: number): string | null {
  if (tries === 0) return null;
  return `${tries + 1}${ENDINGS[PLURAL.select(tries + 1)] ?? "th"} try`;
}

/** When someone is tried again, such as `Next try Tue 1 Dec`, and why where that was moved. */
export function nextTryText(date: CalendarDate, today: CalendarDate, locale: Locale, why?: string): string {
  return `Next try ${dateInList(date, today, locale)}${why ? `, ${why}` : ""}`;
}

/** What warns of those that have no next date, and what offers them one; null where each has one. */
export function laterTexts(
  later: readonly unknown[],
  count: number,
  locale: Locale,
): { warning: string; offer: string } | null {
  if (later.length === 0) return null;
  const whom = later.length < count ? ` for ${later.length.toLocaleString(locale)}` : "";
  return { warning: `No next date${whom}`, offer: `Next in ${NURTURE_DAYS} days` };
}

/** What asks whether those of `count` who were tried often enough are to be followed up again later; null where there are none. */
export function nurtureText(nurture: readonly NextDate[], count: number, locale: Locale): string | null {
  if (nurture.length === 0) return null;
  return `Nurture ${count > 1 ? `${nurture.length.toLocaleString(locale)} ` : ""}in ${NURTURE_DAYS} days?`;
}
