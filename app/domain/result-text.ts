/** How a number of follow-ups reads: `1 follow-up`, `1,243 follow-ups`. */
export function followUpCount(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "follow-up" : "follow-ups"}`;
}

/** How a number of contacts reads: `1 contact`, `1,243 contacts`. */
export function contactCount(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "contact" : "contacts"}`;
}

/** How many contacts match, as far as they were counted: `isMore` where there are others. */
export interface MatchingCount {
  count: number;
  isMore: boolean;
}

/** What a page of contacts shows of all that match: `58 contacts`, `Showing 50 of 1,243 contacts`. */
export function shownText(shown: number, matching: MatchingCount | null): string {
  if (matching === null) return `${contactCount(shown)} on this page`;
  const { count, isMore } = matching;
  if (count === shown && !isMore) return contactCount(count);
  return `Showing ${shown.toLocaleString("en")} of ${count.toLocaleString("en")}${isMore ? "+" : ""} contacts`;
}

/** Why all that match can't be selected. */
export function tooManyText(most: number): string {
  return `More than ${contactCount(most)} match. Narrow the list to select all of them.`;
}

/** What a change did, told to the one who asked for it. */
export function changeText(action: "done" | "snooze" | "undo", count: number): string {
  if (count === 0) return action === "undo" ? "Nothing left to undo" : "Nothing to change: these were already handled";
  if (action === "undo") return `Put back ${followUpCount(count)}`;
  return action === "done" ? `Marked ${followUpCount(count)} done` : `Snoozed ${followUpCount(count)}`;
}

/** What the undo of an import took back, and what it left because somebody has changed that since. */
export function undoneImportText(undone: { removed: number; putBack: number; left: number }): string {
  const { removed, putBack, left } = undone;
  const back = `The import is undone: ${contactCount(removed)} removed, ${contactCount(putBack)} put back.`;
  if (left === 0) return back;
  return `${back} ${contactCount(left)} left as ${left === 1 ? "it is" : "they are"}, changed since the import.`;
}
