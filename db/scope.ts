import type { Role } from "./collections.ts";

/** Whose data a query may touch: one user in one organization. Every query carries both. */
export interface Scope {
  organizationId: string;
  userId: string;
  /** The member whose contacts are meant where they aren't the user's own; only one that the user may act for stands here. */
  of?: string | undefined;
  /** The members who are away now and for whom the user stands in, as their absences say. */
  standsInFor?: readonly string[] | undefined;
}

/** A scope that also knows what the member may see. */
export interface MemberScope extends Scope {
  role: Role;
}

/** Filter for the contacts assigned to the user in the organization, or to the member for whom they act. */
export function assignedTo({ organizationId, userId, of = userId }: Scope) {
  return { organizationId, assigneeIds: of };
}

/** Filter for the contacts that a member sees: an admin all of the organization's, others the assigned ones. */
export function belongingTo({ organizationId, userId, role }: MemberScope) {
  return role === "admin" ? { organizationId } : { organizationId, assigneeIds: userId };
}

/** Filter for the contacts that a member sees and works on: with those of members who are away, for whom they stand in. */
export function visibleTo(scope: MemberScope) {
  const { organizationId, userId, role, standsInFor = [] } = scope;
  if (role === "admin" || standsInFor.length === 0) return belongingTo(scope);
  return { organizationId, assigneeIds: { $in: [userId, ...standsInFor] } };
}

/** Filter for the contacts that the user has acted on and may act on still: all that they see, where that is known. */
export function reachableBy(scope: Scope | MemberScope) {
  return "role" in scope ? visibleTo(scope) : assignedTo(scope);
}
