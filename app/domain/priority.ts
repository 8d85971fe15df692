import type { Filter } from "./filters.ts";

/** One group of the priority order: hot or not, overdue or due today. */
export interface PriorityGroup {
  hot: boolean;
  overdue: boolean;
}

/** The groups in the order in which they are listed; inside each, the oldest date first, then name, then id. */
export const PRIORITY_GROUPS: readonly PriorityGroup[] = [
  { hot: true, overdue: true },
  { hot: true, overdue: false },
  { hot: false, overdue: true },
  { hot: false, overdue: false },
];

/** The priority groups that a filter can show, most urgent first. */
export function priorityGroupsOf(filter: Filter): PriorityGroup[] {
  return PRIORITY_GROUPS.filter(({ hot, overdue }) => {
    if (filter === "hot") return hot;
    if (filter === "overdue") return overdue;
    return filter === "today" ? !overdue : true;
  });
}
