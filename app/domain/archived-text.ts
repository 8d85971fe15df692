import type { Locale } from "./locale.ts";

/** The sentence that follows where a date was set of contacts of which some are archived; empty where none is. */
export function neverDueText(archived: number, all: number, locale: Locale): string {
  if (archived === 0) return "";
  if (all === 1) return "The contact is archived, so it is never due";
  return archived === 1
    ? "One of them is archived, so it is never due"
    : `${archived.toLocaleString(locale)} of them are archived, so they are never due`;
}
