import type { Filter } from "./filters.ts";

/** Where someone is who works one contact at a time: under which tab, and which contacts were skipped, by their ids. */
export interface WorkPlace {
  filter: Filter;
  skipped: readonly string[];
}

/** The address of that place. */
export function workHref({ filter, skipped }: WorkPlace): string {
  const query = new URLSearchParams({ filter });
  for (const id of skipped) query.append("skipped", id);
  return `/follow-ups/work?${query}`;
}
