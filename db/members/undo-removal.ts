import type { ClientSession } from "mongodb";
import { actorId, recordAudit } from "../audit.ts";
import type { Database, OperationDocument, PendingHandOver } from "../collections.ts";
import { newId } from "../ids.ts";
import { recordUndo } from "../operations.ts";
import { auditUser, beginMembersChange, type AdminAct } from "./admin-act.ts";
import { handOver, putBack } from "./hand-over.ts";

/** What became of an undo: who is a member again, with how many contacts. */
export type UndoRemovalResult =
  | { outcome: "restored"; name: string; operationId: string; count: number }
  /** The operation removed nobody. */
  | { outcome: "otherOperation" }
  /** There is no such member to be had back, or whoever asks is no admin any more. */
  | { outcome: "notFound" };

/**
 * Makes a member whom the acting admin has removed one again, and assigns the contacts as they were before, those whose
 * assignees are still what the removal left. Asked again, it gives the same answer and changes nothing.
 */
export async function undoRemoval(database: Database, act: AdminAct, operationId: string): Promise<UndoRemovalResult> {
  const { organizationId, source } = act;
  const by = actorId(act.source);
  if (by === null) return { outcome: "notFound" };
  const author = { organizationId, userId: by };
  const inTransaction = <Result>(work: (session: ClientSession) => Promise<Result>): Promise<Result> =>
    database.client.withSession((session) => session.withTransaction(() => work(session)));
  const begun = await inTransaction((session) => beginUndo(database, session, act, { ...author, operationId }));
  if (!("removal" in begun)) return begun;
  const { removal, undoId, pending } = begun;
  if (pending) await handOver(database, { ...pending, organizationId }, source.now);
  const count = await putBack(database, { organizationId, by, operationId, undoId, now: source.now });
  return inTransaction(async (session): Promise<UndoRemovalResult> => {
    if (!(await beginMembersChange(database, session, act))) return { outcome: "notFound" };
    const user = await database.users.findOne({ _id: removal.userId }, { session });
    if (!user) return { outcome: "notFound" };
    const record = await database.operations.findOne({ ...author, operationId }, { session });
    const restored = { outcome: "restored", name: user.name } as const;
    // Asked twice at once, the first one's answer stands.
    if (record?.undone) return { ...restored, ...record.undone };
    await database.users.updateOne(
      { _id: user._id, "memberships.organizationId": { $ne: organizationId } },
      { $push: { memberships: { organizationId, role: removal.role } } },
      { session },
    );
    const undone = { operationId: undoId, count };
    await recordUndo(database, author, session, { operationId, undone, now: source.now });
    const entry = { organizationId, kind: "memberRestored", about: auditUser(user), detail: removal.role } as const;
    await recordAudit(database, source, entry, session);
    return { ...restored, ...undone };
  });
}

interface BegunUndo {
  removal: NonNullable<OperationDocument["removal"]>;
  undoId: string;
  /** What of the hand-over is still to be done, where it was broken off. */
  pending: PendingHandOver | undefined;
}

/** Gives the undo its id, which it keeps where it is broken off and asked for again. */
async function beginUndo(
  database: Database,
  session: ClientSession,
  act: AdminAct,
  key: { organizationId: string; userId: string; operationId: string },
): Promise<BegunUndo | UndoRemovalResult> {
  const { operations, organizations, users } = database;
  const record = await operations.findOne(key, { session });
  if (!record?.removal) return { outcome: "otherOperation" };
  if (!(await beginMembersChange(database, session, act))) return { outcome: "notFound" };
  const { removal, undone } = record;
  const user = await users.findOne({ _id: removal.userId }, { session });
  if (!user) return { outcome: "notFound" };
  if (undone) return { outcome: "restored", name: user.name, ...undone };
  const undoId = removal.undoId ?? newId("op");
  await operations.updateOne(key, { $set: { "removal.undoId": undoId } }, { session });
  const organization = await organizations.findOne({ _id: key.organizationId }, { session });
  return {
    removal,
    undoId,
    pending: organization?.handOvers?.find(({ operationId }) => operationId === key.operationId),
  };
}
