import type { Role } from "./collections.ts";

/** Whose data a query may touch: one user in one organization. Every query carries both. */
export interface Scope {
  organizationId: string;
  userId: string;
}

/** A scope that also knows what the member may see. */
export interface MemberScope extends Scope {
  role: Role;
}

/** Filter for the contacts assigned to the user in the organization. */
export function assignedTo({ organizationId, userId }: Scope) {
  return { organizationId, assigneeIds: userId };
}

/** Filter for the contacts that a member sees: an admin all of the organization's, others the assigned ones. */
export function visibleTo(scope: MemberScope) {
  return scope.role === "admin" ? { organizationId: scope.organizationId } : assignedTo(scope);
}
