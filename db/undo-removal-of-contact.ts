import type { ClientSession } from "mongodb";
import { searchFields } from "../app/domain/search.ts";
import { actorId, recordAudit, type AuditSource } from "./audit.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { writeActivities } from "./write-activities.ts";
import { haveSameMembers, membersAmong } from "./contact-assignees.ts";
import { newId } from "./ids.ts";
import { changeKept } from "./merge-contacts.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { recordUndo } from "./operations.ts";
import type { RemovedContactDocument } from "./removed-document.ts";
import { forgetRemovals } from "./removed-contacts.ts";
import { keepAsSample } from "./sample-mark.ts";
import { belongingTo, type MemberScope } from "./scope.ts";
import { without } from "./without.ts";

/** What became of it: the contact is back, with its name where it is one and that wasn't told before. */
export type ContactBackResult =
  | { outcome: "contactBack"; name: string | null; operationId: string; count: number }
  /** The operation took no contact away. */
  | { outcome: "otherOperation" }
  /** More than a day has passed, or what it took has been erased, or is there again. */
  | { outcome: "notFound" };

/**
 * Gives back the contacts that an operation of this user deleted or merged, as they were; of one that another was merged into,
 * what is still as the merge has left it. Asked again, it gives the same answer and changes nothing.
 */
export async function undoRemovalOfContact(
  database: Database,
  scope: MemberScope,
  source: AuditSource,
  operationId: string,
): Promise<ContactBackResult> {
  const { organizationId, userId } = scope;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ContactBackResult> => {
      const record = await database.operations.findOne({ organizationId, userId, operationId }, { session });
      if (record?.action !== "delete" && record?.action !== "merge") return { outcome: "otherOperation" };
      if (record.undone) return { outcome: "contactBack", name: null, ...record.undone };
      const undoId = newId("op");
      const back = await giveBack(database, scope, session, source, { operationId, undoId });
      const [first] = back;
      if (!first) return { outcome: "notFound" };
      const undone = { operationId: undoId, count: back.length };
      await recordUndo(database, scope, session, { operationId, undone, now: source.now });
      return { outcome: "contactBack", name: back.length === 1 ? first.name : null, ...undone };
    }),
  );
}

/** The contacts that are back; none where none can be. */
async function giveBack(
  database: Database,
  scope: MemberScope,
  session: ClientSession,
  source: AuditSource,
  { operationId, undoId }: { operationId: string; undoId: string },
): Promise<RemovedContactDocument[]> {
  const { organizationId } = scope;
  const { now } = source;
  const filter = { organizationId, removal: operationId, expiresAt: { $gt: now } };
  const stored = await database.removedContacts.find(filter, { session }).toArray();
  const removed = stored.filter(({ left }) => left === undefined);
  const keptBefore = stored.find(({ left }) => left !== undefined);
  const [first] = removed;
  if (!first) return [];
  const ids = { $in: removed.map(({ id }) => id) };
  if (await database.contacts.findOne({ organizationId, id: ids }, { session })) return [];
  const kept =
    first.mergedInto !== undefined &&
    (await database.contacts.findOne({ ...belongingTo(scope), id: first.mergedInto }, { session }));
  if (kept === null) return [];
  const author = { organizationId, userId: actorId(source) };
  const at = momentOfChange(now, kept ? [first, kept] : removed);
  for (const each of removed) {
    await database.contacts.insertOne(await withMembers(database, session, contactOf(each, at)), { session });
  }
  await putTimelineBack(database, session, { organizationId, operationId, isMerge: kept !== false });
  if (kept && keptBefore) {
    const changes = valuesBefore(keptBefore, kept);
    await changeKept(database, author, session, { kept, changes, action: "restore", operationId: undoId, at });
    if (keptBefore.wasSample) await keepAsSample(database, session, { organizationId, id: kept.id });
  }
  await forgetRemovals(database, organizationId, [operationId], session);
  const made = removed.map(({ id }) => ({ contactId: id, action: "restore" as const, dateBefore: null }));
  await writeActivities(database, author, session, { made, now: at, operationId: undoId });
  const told =
    removed.length === 1
      ? { about: { type: "contact", id: first.id, name: first.id } as const }
      : { detail: `${removed.length} contacts` };
  await recordAudit(database, source, { organizationId, kind: "contactRestored", ...told }, session);
  return removed;
}

function contactOf(removed: RemovedContactDocument & { _id?: unknown }, updatedAt: Date): ContactDocument {
  const contact = without(removed, "_id", "removal", "mergedInto", "left", "wasSample", "expiresAt");
  return { ...contact, ...searchFields(contact), updatedAt };
}

/** Without those who have left the organization meanwhile. */
async function withMembers(
  database: Database,
  session: ClientSession,
  contact: ContactDocument,
): Promise<ContactDocument> {
  const { organizationId, assigneeIds } = contact;
  const members = await membersAmong(database, session, organizationId, assigneeIds);
  return { ...contact, assigneeIds: assigneeIds.filter((id) => members.has(id)) };
}

/** After a merge the entries stand in the other contact's timeline, after a deletion nowhere. */
async function putTimelineBack(
  { activities, removedActivities }: Database,
  session: ClientSession,
  { organizationId, operationId, isMerge }: { organizationId: string; operationId: string; isMerge: boolean },
): Promise<void> {
  const kept = await removedActivities.find({ organizationId, removal: operationId }, { session }).toArray();
  if (kept.length === 0) return;
  if (isMerge) {
    const [{ contactId }] = kept as [(typeof kept)[number]];
    const entries = { organizationId, _id: { $in: kept.map(({ activityId }) => activityId) } };
    await activities.updateMany(entries, { $set: { contactId } }, { session });
    return;
  }
  const entries = kept.map((activity) => ({
    ...without(activity, "removal", "expiresAt", "activityId"),
    _id: activity.activityId,
  }));
  await activities.insertMany(entries, { session });
}

/** What a contact had before a merge, of what it still has from it. */
function valuesBefore(before: RemovedContactDocument, now: ContactDocument): Partial<ContactDocument> {
  const { assigneeIds, ...values } = before.left ?? {};
  const fields = (Object.keys(values) as (keyof typeof values)[]).filter(
    (field) => (now[field] ?? null) === (values[field] ?? null),
  );
  const back = Object.fromEntries(fields.map((field) => [field, before[field] ?? null])) as Partial<ContactDocument>;
  if (assigneeIds && haveSameMembers(now.assigneeIds, assigneeIds)) back.assigneeIds = before.assigneeIds;
  return back;
}
