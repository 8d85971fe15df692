import type { AnyBulkWriteOperation, ClientSession, WithId } from "mongodb";
import { searchFields } from "../../app/domain/search.ts";
import { recordAudit, type AuditSource } from "../audit.ts";
import type { ActivityDocument, ContactDocument, Database } from "../collections.ts";
import { membersAmong } from "../contact-assignees.ts";
import type { ImportedChangeDocument } from "../imported-document.ts";
import { newId } from "../ids.ts";

/** Contacts that one transaction takes back: what it removes and puts back holds up everybody meanwhile. */
const BATCH_SIZE = 25;
const MILLISECONDS_IN_DAY = 86_400_000;
const MOST_NAMED = 10;

/** What the undo of an import has taken back, and what it has left because somebody has changed it since. */
export interface UndoneImport {
  operationId: string;
  /** Contacts that were removed or got their values back. */
  count: number;
  removed: number;
  putBack: number;
  left: number;
  /** The ids of the first contacts that were left, or not put back wholly. */
  leftIds: string[];
}

/** What became of it: `otherOperation` where it was no import, `notFound` where there is none within a day. */
export type UndoImportResult =
  | ({ outcome: "importUndone" } & UndoneImport)
  | { outcome: "otherOperation" | "notFound" }
  /** Stopped by the signal; asked for again, it goes on. */
  | { outcome: "stopped" };

interface UndoImportOptions {
  operationId: string;
  source: AuditSource;
  onProgress?: (progress: { done: number; total: number }) => void;
  signal?: AbortSignal;
}

/**
 * Takes back an import of the organization, some contacts at a time: those that it added go, unless somebody has changed
 * them since; values that it changed come back where they are still what it left. Asked again, it gives the same answer
 * and takes nothing more back; broken off, it goes on.
 */
export async function undoImport(
  database: Database,
  organizationId: string,
  { operationId, source, onProgress, signal }: UndoImportOptions,
): Promise<UndoImportResult> {
  const { operations, importedChanges } = database;
  const key = { organizationId, operationId, action: "import" as const };
  const record = await operations.findOne(key);
  if (!record) return { outcome: "otherOperation" };
  if (record.undone) return { outcome: "importUndone", ...withCounts(record.undone) };
  if (source.now.getTime() - record.at.getTime() > MILLISECONDS_IN_DAY) return { outcome: "notFound" };
  await operations.updateOne({ ...key, undoing: { $exists: false } }, { $set: { undoing: nothing() } });
  const changes = { organizationId, operationId };
  const total = await importedChanges.countDocuments(changes);
  let done = 0;
  // The activities first: then a timeline has only entries of others where somebody has changed a contact since.
  for (const activityIds of [{ $exists: true }, { $exists: false }]) {
    for (;;) {
      if (signal?.aborted) return { outcome: "stopped" };
      const batch = await database.client.withSession((session) =>
        session.withTransaction(async () => {
          const some = await importedChanges
            .find({ ...changes, activityIds }, { session })
            .limit(BATCH_SIZE)
            .toArray();
          if (some.length > 0) await undoBatch(database, session, { key, some, now: source.now });
          return some.length;
        }),
      );
      if (batch === 0) break;
      onProgress?.({ done: (done += batch), total });
    }
  }
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<UndoImportResult> => {
      const now = await operations.findOne(key, { session });
      if (!now) return { outcome: "notFound" };
      if (now.undone) return { outcome: "importUndone", ...withCounts(now.undone) };
      const undone = withCounts(now.undoing ?? nothing());
      await operations.updateOne(key, { $set: { undone }, $unset: { undoing: "" } }, { session });
      const detail = `${undone.removed} removed, ${undone.putBack} put back, ${undone.left} left`;
      await recordAudit(database, source, { organizationId, kind: "importUndone", detail }, session);
      return { outcome: "importUndone", ...undone };
    }),
  );
}

/** True where that operation of the organization is an import. */
export async function isImport(
  { operations }: Database,
  organizationId: string,
  operationId: string,
): Promise<boolean> {
  return (await operations.findOne({ organizationId, operationId, action: "import" })) !== null;
}

/** True where the undo of that import has begun, or is through. */
export async function isUndoBegun(
  { operations }: Database,
  organizationId: string,
  operationId: string,
): Promise<boolean> {
  const begun = { $or: [{ undone: { $ne: null } }, { undoing: { $exists: true } }] };
  return (await operations.findOne({ organizationId, operationId, action: "import", ...begun })) !== null;
}

function nothing(): UndoneImport {
  return { operationId: newId("op"), count: 0, removed: 0, putBack: 0, left: 0, leftIds: [] };
}

function withCounts(undone: { operationId: string; count: number } & Partial<UndoneImport>): UndoneImport {
  return { ...{ removed: 0, putBack: 0, left: 0, leftIds: [] }, ...undone };
}

interface Batch {
  key: { organizationId: string; operationId: string; action: "import" };
  some: readonly WithId<ImportedChangeDocument>[];
  now: Date;
}

async function undoBatch(database: Database, session: ClientSession, { key, some, now }: Batch): Promise<void> {
  const { contacts, activities, operations, importedChanges } = database;
  const { organizationId, operationId } = key;
  const ids = some.map(({ contactId }) => contactId);
  const ofThese = { organizationId, contactId: { $in: ids } };
  const activityIds = some.flatMap((change) => change.activityIds ?? []);
  if (activityIds.length > 0) await activities.deleteMany({ organizationId, _id: { $in: activityIds } }, { session });
  const found = await contacts.find({ organizationId, id: { $in: ids } }, { session }).toArray();
  const told = await activities.find({ ...ofThese, operationId }, { session }).toArray();
  const othersOf = new Set<string>();
  const others = activities.find({ ...ofThese, operationId: { $ne: operationId } }, { session });
  for await (const { contactId } of others.project<{ contactId: string }>({ contactId: 1 })) othersOf.add(contactId);
  const formerIds = some.flatMap(({ before }) => before?.assigneeIds ?? []);
  const members = await membersAmong(database, session, organizationId, formerIds);
  const result = { removed: 0, putBack: 0, left: 0, leftIds: [] as string[] };
  const writes: AnyBulkWriteOperation<ContactDocument>[] = [];
  const timeline: AnyBulkWriteOperation<ActivityDocument>[] = [];
  const removedIds: string[] = [];
  for (const change of some.filter((one) => !one.activityIds)) {
    const contact = found.find(({ id }) => id === change.contactId);
    if (!contact) continue;
    const filter = { organizationId, id: contact.id };
    if (change.before === null) {
      const isSame = contact.updatedAt.getTime() === change.after.updatedAt?.getTime() && !othersOf.has(contact.id);
      if (isSame) {
        result.removed++;
        removedIds.push(contact.id);
        writes.push({ deleteOne: { filter } });
      } else leave(contact);
      continue;
    }
    const back = valuesBack(contact, change, members);
    const isWhole = Object.keys(back).length === Object.keys(change.before).length;
    if (!isWhole) leave(contact);
    if (Object.keys(back).length === 0) continue;
    if (isWhole) result.putBack++;
    writes.push({
      updateOne: { filter, update: { $set: { ...back, ...searchFields({ ...contact, ...back }), updatedAt: now } } },
    });
    for (const entry of told.filter(({ contactId }) => contactId === contact.id))
      timeline.push(...entryBack(entry, back));
  }
  if (writes.length > 0) await contacts.bulkWrite(writes, { session });
  if (timeline.length > 0) await activities.bulkWrite(timeline, { session });
  if (removedIds.length > 0) {
    await activities.deleteMany({ organizationId, contactId: { $in: removedIds } }, { session });
  }
  await importedChanges.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } }, { session });
  const earlier = (await operations.findOne(key, { session }))?.undoing ?? nothing();
  const undoing: UndoneImport = {
    operationId: earlier.operationId,
    count: earlier.count + result.removed + result.putBack,
    removed: earlier.removed + result.removed,
    putBack: earlier.putBack + result.putBack,
    left: earlier.left + result.left,
    leftIds: [...earlier.leftIds, ...result.leftIds].slice(0, MOST_NAMED),
  };
  await operations.updateOne(key, { $set: { undoing } }, { session });

  function leave({ id }: ContactDocument): void {
    result.left++;
    result.leftIds.push(id);
  }
}

/** The values that a contact gets back: those that are still what the import left. */
function valuesBack(
  contact: ContactDocument,
  { before, after }: ImportedChangeDocument,
  members: ReadonlySet<string>,
): Partial<ContactDocument> {
  const fields = Object.keys(after) as (keyof ContactDocument)[];
  const same = fields.filter(
    (field) => JSON.stringify(contact[field] ?? null) === JSON.stringify(after[field] ?? null),
  );
  return Object.fromEntries(
    same.map((field) => {
      const value = before![field] ?? null;
      return [field, Array.isArray(value) ? value.filter((id) => members.has(id)) : value];
    }),
  );
}

/** Takes an entry off the timeline, or what of it came back. */
function entryBack(
  entry: WithId<ActivityDocument>,
  back: Partial<ContactDocument>,
): AnyBulkWriteOperation<ActivityDocument>[] {
  const { _id, action, changes = [] } = entry;
  const filter = { _id };
  if (action === "set" || action === "clear") return "nextFollowUpDate" in back ? [{ deleteOne: { filter } }] : [];
  const fields: Record<string, string> = { assignees: "assigneeIds", cadence: "cadenceDays" };
  const rest = changes.filter(({ field }) => !((fields[field] ?? field) in back));
  if (rest.length === 0) return [{ deleteOne: { filter } }];
  return rest.length < changes.length ? [{ updateOne: { filter, update: { $set: { changes: rest } } } }] : [];
}
