/** What a member may do: an admin sees all of the organization's contacts, a member the assigned ones. */
export const ROLES = ["admin", "member"] as const;
export type Role = (typeof ROLES)[number];

/** A role as people read it. */
export function roleLabel(role: Role): string {
  return role === "admin" ? "Admin" : "Member";
}
