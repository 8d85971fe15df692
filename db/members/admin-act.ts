import type { ClientSession } from "mongodb";
import type { AuditSource } from "../audit.ts";
import type { AuditSubject, Database, Role, UserDocument } from "../collections.ts";

/** What an admin does to the members of an organization, or the command line, which may do all that an admin may. */
export interface AdminAct {
  organizationId: string;
  source: AuditSource;
}

/**
 * Begins a change of who belongs to an organization or is its admin, inside the session's transaction; false where there
 * is no such organization, or whoever asks is no admin of it any more. Two changes at once conflict here, so that the
 * second one begins again and sees what the first has left.
 */
export async function beginMembersChange(
  { organizations, users }: Database,
  session: ClientSession,
  { organizationId, source: { by } }: AdminAct,
): Promise<boolean> {
  const { matchedCount } = await organizations.updateOne(
    { _id: organizationId },
    { $inc: { membersVersion: 1 } },
    { session },
  );
  if (matchedCount === 0) return false;
  if (by.type === "commandLine") return true;
  if (by.type !== "user" || by.id === null) return false;
  return (await users.findOne({ _id: by.id, ...adminOf(organizationId) }, { session })) !== null;
}

/** True where the organization has another admin than that user. */
export async function hasOtherAdmin(
  { users }: Database,
  session: ClientSession,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<boolean> {
  return (await users.findOne({ _id: { $ne: userId }, ...adminOf(organizationId) }, { session })) !== null;
}

/** The member with that id, and their role; null where the organization has no such. */
export async function findMemberById(
  { users }: Database,
  { organizationId, userId }: { organizationId: string; userId: string },
  session?: ClientSession,
): Promise<{ user: UserDocument; role: Role } | null> {
  const filter = { _id: userId, "memberships.organizationId": organizationId };
  const user = await users.findOne(filter, session && { session });
  const role = user?.memberships.find((membership) => membership.organizationId === organizationId)?.role;
  return user && role ? { user, role } : null;
}

/** Ends the links that somebody made as an admin of the organization, in which they may do so no more. */
export async function endLinksMadeBy(
  { oneTimeLinks }: Database,
  session: ClientSession,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<void> {
  const madeBy = { madeBy: userId, $or: [{ organizationId }, { within: organizationId }] };
  await oneTimeLinks.deleteMany(madeBy, { session });
}

/** A user as the audit log names them. */
export function auditUser({ _id, email }: Pick<UserDocument, "_id" | "email">): AuditSubject {
  return { type: "user", id: _id, name: email };
}

function adminOf(organizationId: string) {
  return { memberships: { $elemMatch: { organizationId, role: "admin" as const } } };
}
