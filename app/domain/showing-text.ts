import type { Locale } from "./locale.ts";
import { contactCount } from "./result-text.ts";

/** How many contacts match, as far as they were counted: `isMore` where there are others. */
export interface MatchingCount {
  count: number;
  isMore: boolean;
}

/** A count as far as it was made: `12`, `999+`. */
export function countedText({ count, isMore }: MatchingCount, locale: Locale): string {
  return `${count.toLocaleString(locale)}${isMore ? "+" : ""}`;
}

/** How much of a list is shown: `Showing 200 of 1,243`. */
export function showingText(shown: number, matching: MatchingCount, locale: Locale): string {
  return `Showing ${shown.toLocaleString(locale)} of ${countedText(matching, locale)}`;
}

/** What a page of contacts shows of all that match: `58 contacts`, `Showing 50 of 1,243 contacts`. */
export function contactsShownText(shown: number, matching: MatchingCount | null, locale: Locale): string {
  if (matching === null) return `${contactCount(shown, locale)} on this page`;
  const { count, isMore } = matching;
  if (count === shown && !isMore) return contactCount(count, locale);
  return `${showingText(shown, matching, locale)} contacts`;
}
