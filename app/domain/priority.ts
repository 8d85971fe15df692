import type { Filter } from "./filters.ts";
import type { DueContact, FollowUp } from "./follow-up.ts";

/** One group of the priority order: hot or not, overdue or due today. */
export interface PriorityGroup {
  hot: boolean;
  overdue: boolean;
}

/** What the place of a contact in its group depends on. */
type Placed = Pick<DueContact, "nextFollowUpDate" | "name" | "id">;

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

/** The place of a follow-up's group in the order. */
function groupOf({ isHot, overdueDays }: Listed): number {
  return PRIORITY_GROUPS.findIndex(({ hot, overdue }) => hot === isHot && overdue === overdueDays > 0);
}

/** A follow-up as far as its place in the list depends on it. */
type Listed = Pick<FollowUp, "id" | "contactName" | "nextFollowUpDate" | "isHot" | "overdueDays">;

/** Below zero where `a` is more urgent than `b`, above where it is less. */
export function comparePriority(a: Listed, b: Listed): number {
  return groupOf(a) - groupOf(b) || compareAge(a, b);
}

/** Below zero where `a` stands before `b` in the list that has the oldest first. */
export function compareAge(a: Listed, b: Listed): number {
  return compareInGroup(placeOf(a), placeOf(b));
}

function placeOf({ nextFollowUpDate, contactName, id }: Listed): Placed {
  return { nextFollowUpDate, name: contactName, id };
}

/** Compares follow-ups that are equally urgent: the oldest date first, then name, then id. */
export function compareInGroup(a: Placed, b: Placed): number {
  const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return order(a.nextFollowUpDate, b.nextFollowUpDate) || order(a.name, b.name) || order(a.id, b.id);
}

/** True where the filter shows such a follow-up. */
export function isUnder(filter: Filter, { isHot, overdueDays }: FollowUp): boolean {
  return priorityGroupsOf(filter).some(({ hot, overdue }) => hot === isHot && overdue === overdueDays > 0);
}
