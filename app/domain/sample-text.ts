import type { Locale } from "./locale.ts";

/** How a number of sample contacts reads: `1 sample contact`, `12 sample contacts`. */
function sampleCount(count: number, locale: Locale): string {
  return `${count.toLocaleString(locale)} sample ${count === 1 ? "contact" : "contacts"}`;
}

/** What is told when sample data was added; null where there were contacts already. */
export function samplesAddedText(count: number | null, locale: Locale): string {
  if (count === null) return "Nothing added: there are contacts already. Sample data is for an empty list.";
  return `Added ${sampleCount(count, locale)}. Try anything with them.`;
}

/** What is told when sample data was removed. */
export function samplesRemovedText(count: number, locale: Locale): string {
  if (count === 0) return "No sample data is left";
  return `Removed ${sampleCount(count, locale)}. For a day you can undo that here or under Done today.`;
}

/** What is told while there is sample data; null where there is none. */
export function samplesThereText(count: number, locale: Locale): string | null {
  if (count === 0) return null;
  return `You are trying the hub with ${sampleCount(count, locale)}. Removing takes them away with all that you have changed and noted there.`;
}
