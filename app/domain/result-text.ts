import type { Locale } from "./locale.ts";
import type { ChangeAction } from "./outcome.ts";

/** How a number of follow-ups reads: `1 follow-up`, `1,243 follow-ups`. */
export function followUpCount(count: number, locale: Locale): string {
  return `${count.toLocaleString(locale)} ${count === 1 ? "follow-up" : "follow-ups"}`;
}

/** How a number of contacts reads: `1 contact`, `1,243 contacts`. */
export function contactCount(count: number, locale: Locale): string {
  return `${count.toLocaleString(locale)} ${count === 1 ? "contact" : "contacts"}`;
}

/** Why all that match can't be selected. */
export function tooManyText(most: number, locale: Locale): string {
  return `More than ${contactCount(most, locale)} match. Narrow the list to select all of them.`;
}

/** What a change did, told to the one who asked for it. */
export function changeText(action: ChangeAction | "undo", count: number, locale: Locale): string {
  if (count === 0) return action === "undo" ? "Nothing left to undo" : "Nothing to change: these were already handled";
  if (action === "undo") return `Put back ${followUpCount(count, locale)}`;
  const followUps = followUpCount(count, locale);
  if (action === "done") return `Marked ${followUps} done`;
  return `${action === "snooze" ? "Snoozed" : action === "clear" ? "Cleared" : "Nurture: moved"} ${followUps}`;
}

/** What an undo did, told to the one who asked for it; `onlyLogged` where it took back what was logged, and moved nothing. */
export function undoneText({ count, onlyLogged }: { count: number; onlyLogged?: boolean | undefined }, locale: Locale) {
  return onlyLogged ? "Took back what was logged" : changeText("undo", count, locale);
}

/** What the undo of an import took back, and what it left because somebody has changed that since. */
export function undoneImportText(undone: { removed: number; putBack: number; left: number }, locale: Locale): string {
  const { removed, putBack, left } = undone;
  const back = `The import is undone: ${contactCount(removed, locale)} removed, ${contactCount(putBack, locale)} put back.`;
  if (left === 0) return back;
  return `${back} ${contactCount(left, locale)} left as ${left === 1 ? "it is" : "they are"}, changed since the import.`;
}
