import type { ClientSession } from "mongodb";
import type { ActivityDocument, Database, PendingHandOver } from "../collections.ts";
import {
  areMembers,
  ASSIGNED_FIELDS,
  haveSameMembers,
  writeAssignees,
  type AssignedContact,
  type AssigneesChange,
} from "../contact-assignees.ts";

/** Contacts that one transaction changes, so that others wait for it no longer than they would for a page. */
const BATCH_SIZE = 100;

/** A hand-over in its organization. */
export type HandOver = PendingHandOver & { organizationId: string };

/**
 * Moves all contacts of a former member with their coming dates to another member, or to nobody, a batch at a time; begun
 * again after it was broken off, it goes on. Returns how many contacts have moved in all.
 */
export async function handOver(database: Database, change: HandOver, now: Date): Promise<number> {
  const { organizationId, operationId, by, from, to } = change;
  const left = { organizationId, assigneeIds: from };
  let count = 0;
  do {
    count = await inTransaction(database, async (session) => {
      const contacts = await database.contacts
        .find(left, { session })
        .limit(BATCH_SIZE)
        .project<AssignedContact>(ASSIGNED_FIELDS)
        .toArray();
      // Who takes over may have been removed meanwhile.
      const isThere = to !== null && (await areMembers(database, session, organizationId, [to]));
      const changed = contacts.map((before) => {
        const others = before.assigneeIds.filter((id) => id !== from && id !== to);
        return { before, assigneeIds: isThere ? [...others, to] : others };
      });
      await write(database, session, { ...change, changed, now });
      return contacts.length;
    });
  } while (count === BATCH_SIZE);
  await database.organizations.updateOne({ _id: organizationId }, { $pull: { handOvers: { operationId } } });
  return database.activities.countDocuments({ organizationId, userId: by, operationId });
}

/** The names of former members whose contacts are still being handed over, or were when that was broken off. */
export async function listPendingHandOvers(database: Database, organizationId: string): Promise<string[]> {
  const from = (await pendingOf(database, organizationId)).map((pending) => pending.from);
  const users = from.length > 0 ? await database.users.find({ _id: { $in: from } }).toArray() : [];
  return from.map((userId) => users.find(({ _id }) => _id === userId)?.name ?? "a former member");
}

/** Goes on with the hand-overs that were broken off; returns how many contacts they moved. */
export async function finishHandOvers(database: Database, organizationId: string, now: Date): Promise<number> {
  let count = 0;
  for (const pending of await pendingOf(database, organizationId)) {
    count += await handOver(database, { ...pending, organizationId }, now);
  }
  return count;
}

async function pendingOf({ organizations }: Database, organizationId: string): Promise<PendingHandOver[]> {
  return (await organizations.findOne({ _id: organizationId }))?.handOvers ?? [];
}

/**
 * Assigns the contacts that a hand-over moved as they were before, those whose assignees are still what it left; returns
 * how many under `undoId` they are in all.
 */
export async function putBack(
  database: Database,
  {
    organizationId,
    by,
    operationId,
    undoId,
    now,
  }: Pick<HandOver, "organizationId" | "by" | "operationId"> & { undoId: string; now: Date },
): Promise<number> {
  const undo = { organizationId, by, operationId: undoId, now };
  let batch: ActivityDocument[] = [];
  const flush = () => inTransaction(database, (session) => putBackBatch(database, session, { ...undo, moved: batch }));
  const moved = database.activities.find({ organizationId, userId: by, operationId }).batchSize(BATCH_SIZE);
  for await (const activity of moved) {
    batch.push(activity);
    if (batch.length < BATCH_SIZE) continue;
    await flush();
    batch = [];
  }
  if (batch.length > 0) await flush();
  return database.activities.countDocuments({ organizationId, userId: by, operationId: undoId });
}

type Written = Pick<HandOver, "organizationId" | "by" | "operationId"> & { now: Date };

async function putBackBatch(
  database: Database,
  session: ClientSession,
  { moved, ...undo }: Written & { moved: readonly ActivityDocument[] },
): Promise<void> {
  const movedById = new Map(moved.map(({ contactId, assignees }) => [contactId, assignees]));
  const contacts = await database.contacts
    .find({ organizationId: undo.organizationId, id: { $in: [...movedById.keys()] } }, { session })
    .project<AssignedContact>(ASSIGNED_FIELDS)
    .toArray();
  const changed = contacts.flatMap((contact) => {
    const { before, after } = movedById.get(contact.id) ?? {};
    return before && after && haveSameMembers(contact.assigneeIds, after)
      ? [{ before: contact, assigneeIds: before }]
      : [];
  });
  await write(database, session, { ...undo, changed });
}

async function write(
  database: Database,
  session: ClientSession,
  { organizationId, by, operationId, changed, now }: Written & { changed: readonly AssigneesChange[] },
): Promise<void> {
  if (changed.length === 0) return;
  await writeAssignees(database, { organizationId, userId: by }, session, { changed, now, operationId });
}

function inTransaction<Result>(database: Database, work: (session: ClientSession) => Promise<Result>): Promise<Result> {
  return database.client.withSession((session) => session.withTransaction(() => work(session)));
}
