import type { ClientSession } from "mongodb";
import type { Database, Role, UserDocument } from "../collections.ts";
import { findMemberById } from "./admin-act.ts";
import { resetRefusal, type ResetRefusal } from "./reset-link.ts";

const MOST_LISTED = 1_000;

/** A member of an organization, as its admins see them. */
export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Null where they have never signed in. */
  lastSignInAt: Date | null;
}

/** The members of an organization by name, the first thousand, and how many they are. */
export async function listMembersWithRoles(
  { users }: Database,
  organizationId: string,
): Promise<{ members: Member[]; total: number }> {
  const filter = { "memberships.organizationId": organizationId };
  const [found, total] = await Promise.all([
    users
      .find(filter, { projection: { name: 1, email: 1, memberships: 1, lastSignInAt: 1 } })
      .sort({ name: 1, _id: 1 })
      .limit(MOST_LISTED)
      .toArray(),
    users.countDocuments(filter),
  ]);
  const members = found.map((user) => {
    const membership = user.memberships.find((each) => each.organizationId === organizationId);
    return memberOf(user, membership?.role ?? "member");
  });
  return { members: members.sort((a, b) => a.name.localeCompare(b.name, "en")), total };
}

/** The name of the member with that id; null where the organization has no such. */
export async function findMemberName(
  database: Database,
  organizationId: string,
  userId: string,
): Promise<string | null> {
  return (await findMemberById(database, { organizationId, userId }))?.user.name ?? null;
}

/** The names of those of the users who are members of the organization, by id. */
export async function findMemberNames(
  { users }: Database,
  organizationId: string,
  userIds: readonly string[],
  session?: ClientSession,
): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const ids = [...new Set(userIds)];
  const found = await users
    .find({ _id: { $in: ids }, "memberships.organizationId": organizationId }, session && { session })
    .project<{ _id: string; name: string }>({ name: 1 })
    .toArray();
  return new Map(found.map(({ _id, name }) => [_id, name]));
}

/** A member as an admin manages them. */
export interface ManagedMember extends Member {
  /** Contacts that are assigned to them. */
  contacts: number;
  /** The names of the organization's API keys that they have made. */
  apiKeys: string[];
  /** Why the admin makes no link for them to set their password; null where that can be. */
  resetRefusal: ResetRefusal | null;
}

/** The member with that id, for an admin; null where the organization has no such, or whoever asks is gone. */
export async function findMemberToManage(
  database: Database,
  { organizationId, adminId, userId }: { organizationId: string; adminId: string; userId: string },
): Promise<ManagedMember | null> {
  const [found, admin, contacts, apiKeys] = await Promise.all([
    findMemberById(database, { organizationId, userId }),
    database.users.findOne({ _id: adminId }),
    database.contacts.countDocuments({ organizationId, assigneeIds: userId }),
    database.apiKeys.find({ organizationId, "madeBy.id": userId }).toArray(),
  ]);
  if (!found || !admin) return null;
  return {
    ...memberOf(found.user, found.role),
    contacts,
    apiKeys: apiKeys.map(({ name }) => name),
    resetRefusal: resetRefusal(admin, found.user),
  };
}

function memberOf(
  { _id, name, email, lastSignInAt }: Pick<UserDocument, "_id" | "name" | "email" | "lastSignInAt">,
  role: Role,
): Member {
  return { id: _id, name, email, role, lastSignInAt: lastSignInAt ?? null };
}
