import { dueViewQuery, type DueView } from "./due-view.ts";

/** Where someone is who works one contact at a time: in which view of the list, and which contacts were skipped, by their ids. */
export interface WorkView extends DueView {
  skipped: readonly string[];
}

/** The address of that place. */
export function workHref({ skipped, ...view }: WorkView): string {
  const query = dueViewQuery(view);
  for (const id of skipped) query.append("skipped", id);
  return `/follow-ups/work?${query}`;
}
