import type { Outcome } from "./outcome.ts";

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
