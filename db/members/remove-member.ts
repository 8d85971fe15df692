import type { ClientSession } from "mongodb";
import { actorId, recordAudit } from "../audit.ts";
import type { Database, UserDocument } from "../collections.ts";
import { handedOverTo } from "../erase/forget-people.ts";
import { newId } from "../ids.ts";
import { recordRemoval } from "../operations.ts";
import { endSessions } from "../sessions.ts";
import {
  auditUser,
  beginMembersChange,
  endLinksMadeBy,
  findMemberById,
  hasOtherAdmin,
  type AdminAct,
} from "./admin-act.ts";
import { handOver } from "./hand-over.ts";

/** Whom to remove, and who takes over their contacts; null is nobody. */
export interface Removal {
  userId: string;
  handOverTo: string | null;
  /** True where the API keys that they have made are to end, too; an undo doesn't bring these back. */
  revokesKeys?: boolean;
}

/** What became of a removal: under which operation it was done, and how many contacts moved. */
export type RemovalResult =
  | { outcome: "removed"; name: string; successor: string | null; operationId: string; count: number }
  | { outcome: "notAllowed" | "noMember" | "lastAdmin" | "noSuccessor" };

/**
 * Removes a member from an organization: at once nothing of theirs opens it any more, then their contacts move to who
 * takes over. Whoever removed them can undo it as one operation. The last admin can't be removed.
 */
export async function removeMember(database: Database, act: AdminAct, removal: Removal): Promise<RemovalResult> {
  const operationId = newId("op");
  const ended = await database.client.withSession((session) =>
    session.withTransaction(() => endMembership(database, session, act, { ...removal, operationId })),
  );
  if (ended.outcome !== "ended") return ended;
  const { organizationId, source } = act;
  const moved = { organizationId, operationId, by: actorId(act.source), from: removal.userId, to: removal.handOverTo };
  const count = await handOver(database, moved, source.now);
  return { outcome: "removed", name: ended.name, successor: ended.successor, operationId, count };
}

async function endMembership(
  database: Database,
  session: ClientSession,
  act: AdminAct,
  { userId, handOverTo, revokesKeys, operationId }: Removal & { operationId: string },
): Promise<
  { outcome: "ended"; name: string; successor: string | null } | Exclude<RemovalResult, { outcome: "removed" }>
> {
  const { organizationId, source } = act;
  if (!(await beginMembersChange(database, session, act))) return { outcome: "notAllowed" };
  const scope = { organizationId, userId };
  const member = await findMemberById(database, scope, session);
  if (!member) return { outcome: "noMember" };
  const { user, role } = member;
  const isLastAdmin = role === "admin" && !(await hasOtherAdmin(database, session, scope));
  if (isLastAdmin) return { outcome: "lastAdmin" };
  const successor =
    handOverTo === null || handOverTo === userId
      ? null
      : await findMemberById(database, { organizationId, userId: handOverTo }, session);
  if (handOverTo !== null && !successor) return { outcome: "noSuccessor" };
  const by = actorId(act.source);
  await database.users.updateOne({ _id: userId }, { $pull: { memberships: { organizationId } } }, { session });
  await endAccess(database, session, { organizationId, user });
  if (revokesKeys) await endKeys(database, session, act, userId);
  await database.organizations.updateOne(
    { _id: organizationId },
    { $push: { handOvers: { operationId, by, from: userId, to: handOverTo } } },
    { session },
  );
  if (by !== null) {
    const author = { organizationId, userId: by };
    await recordRemoval(database, author, session, { operationId, removal: { userId, role }, now: source.now });
  }
  const detail = handedOverTo(successor?.user.email ?? "nobody");
  await recordAudit(
    database,
    source,
    { organizationId, kind: "memberRemoved", about: auditUser(user), detail },
    session,
  );
  return { outcome: "ended", name: user.name, successor: successor?.user.name ?? null };
}

/** Ends what opens the organization for a former member: sessions, links, the calendar address. */
async function endAccess(
  database: Database,
  session: ClientSession,
  { organizationId, user }: { organizationId: string; user: UserDocument },
): Promise<void> {
  const { _id: userId, memberships } = user;
  if (memberships.length === 1) await endSessions(database, userId, { session });
  else await database.sessions.deleteMany({ userId, organizationId }, { session });
  await database.calendarFeeds.deleteMany({ userId, organizationId }, { session });
  await endLinksMadeBy(database, session, { organizationId, userId });
  // What admins here made for them is worth as much as the admins are: nothing any more.
  await database.oneTimeLinks.deleteMany({ userId, within: organizationId }, { session });
}

async function endKeys(
  database: Database,
  session: ClientSession,
  { organizationId, source }: AdminAct,
  userId: string,
): Promise<void> {
  const madeByThem = { organizationId, "madeBy.id": userId };
  const keys = await database.apiKeys.find(madeByThem, { session }).toArray();
  await database.apiKeys.deleteMany(madeByThem, { session });
  for (const { _id, name } of keys) {
    const about = { type: "apiKey", id: _id, name } as const;
    await recordAudit(database, source, { organizationId, kind: "apiKeyRevoked", about }, session);
  }
}
