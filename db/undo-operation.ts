import type { ClientSession, WithId } from "mongodb";
import { ownRhythmText } from "../app/domain/cadence-text.ts";
import { NOTE_KINDS, type ActivityAction, type FieldChange, type LeadQuality } from "../app/domain/contact.ts";
import { writeDates } from "./change-follow-ups.ts";
import type { ActivityDocument, ContactDocument, Database, OperationDocument } from "./collections.ts";
import { writeActivities } from "./write-activities.ts";
import { haveSameMembers, membersAmong, writeAssignees } from "./contact-assignees.ts";
import { newId } from "./ids.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { findOperation, findUndo, recordUndo } from "./operations.ts";
import { reachableBy, type MemberScope, type Scope } from "./scope.ts";

/** What became of an undo; `onlyLogged` where it took entries of timelines back, and nothing else had changed with them. */
export type UndoResult = ({ outcome: "changed" } & NonNullable<OperationDocument["undone"]>) | { outcome: "notFound" };

/**
 * Puts back the dates, lead qualities, cadences and assignees that an operation of this user changed, for each contact where
 * they are still what the operation left, and takes back what came of it and what it logged; `notFound` where the user did no such operation in this organization within thirty days. Asked
 * again, it gives the same answer and takes nothing more back.
 */
export async function undoOperation(
  database: Database,
  scope: Scope | MemberScope,
  { operationId, now }: { operationId: string; now: Date },
): Promise<UndoResult> {
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<UndoResult> => {
      const earlier = await findUndo(database, scope, session, operationId);
      if (earlier) return { outcome: "changed", ...earlier };
      const done = await findOperation(database, scope, session, { operationId, now });
      if (done.length === 0) return { outcome: "notFound" };
      const undo: Undo = { done, current: await findCurrent(database, scope, session, done), undoId: newId("op"), now };
      const changed = [
        ...(await putDatesBack(database, scope, session, undo)),
        ...(await putFieldsBack(database, scope, session, undo)),
        ...(await putAssigneesBack(database, scope, session, undo)),
      ];
      const taken = await takeEntriesBack(database, scope, session, undo, changed);
      const onlyLogged = changed.length === 0 && taken.length > 0;
      const count = new Set([...changed, ...taken]).size;
      const undone = { operationId: undo.undoId, count, ...(onlyLogged && { onlyLogged }) };
      await recordUndo(database, scope, session, { operationId, undone, now });
      return { outcome: "changed", ...undone };
    }),
  );
}

interface Undo {
  done: readonly WithId<ActivityDocument>[];
  current: ReadonlyMap<string, Current>;
  undoId: string;
  now: Date;
}

type Current = Pick<
  ContactDocument,
  "id" | "nextFollowUpDate" | "leadQuality" | "cadenceDays" | "assigneeIds" | "updatedAt"
>;
const CURRENT_FIELDS = {
  ...{ _id: 0, id: 1, nextFollowUpDate: 1, leadQuality: 1, cadenceDays: 1, assigneeIds: 1, updatedAt: 1 },
} as const;

async function findCurrent(
  { contacts }: Database,
  scope: Scope | MemberScope,
  session: ClientSession,
  done: readonly ActivityDocument[],
): Promise<Map<string, Current>> {
  // An admin may have changed contacts that are assigned to others.
  const found = await contacts
    .find({ ...reachableBy(scope), id: { $in: done.map(({ contactId }) => contactId) } }, { session })
    .project<Current>(CURRENT_FIELDS)
    .toArray();
  return new Map(found.map((contact) => [contact.id, contact]));
}

async function putDatesBack(
  database: Database,
  scope: Scope,
  session: ClientSession,
  { done, current, undoId: operationId, now }: Undo,
): Promise<string[]> {
  const dates = done.flatMap(({ contactId: id, dateBefore, dateAfter }) => {
    const contact = current.get(id);
    if (contact?.nextFollowUpDate !== dateAfter || dateBefore === dateAfter) return [];
    return { id, before: dateAfter, after: dateBefore, updatedAt: contact.updatedAt };
  });
  await writeDates(database, scope, session, { dates, action: "undo", now, operationId });
  return dates.map(({ id }) => id);
}

async function putFieldsBack(
  database: Database,
  scope: Scope,
  session: ClientSession,
  { done, current, undoId: operationId, now }: Undo,
): Promise<string[]> {
  const changed: string[] = [];
  for (const activity of done) {
    const { contactId } = activity;
    const contact = current.get(contactId);
    if (!contact) continue;
    const { fields, changes } = fieldsBefore(activity, contact);
    if (changes.length === 0) continue;
    const at = momentOfChange(now, [contact]);
    const key = { organizationId: scope.organizationId, id: contactId };
    await database.contacts.updateOne(key, { $set: { ...fields, updatedAt: at } }, { session });
    const made = [{ contactId, action: "edit" as const, changes }];
    await writeActivities(database, scope, session, { made, now: at, operationId });
    changed.push(contactId);
  }
  return changed;
}

/** The lead quality and the cadence before an activity, where they are still what it left. */
function fieldsBefore({ changes: made = [], cadence }: ActivityDocument, contact: Current) {
  const fields: Partial<Pick<Current, "leadQuality" | "cadenceDays">> = {};
  const changes: FieldChange[] = [];
  const quality = made.find(({ field }) => field === "leadQuality");
  if (quality && contact.leadQuality === quality.after) {
    fields.leadQuality = quality.before as LeadQuality | null;
    changes.push({ field: "leadQuality", before: quality.after, after: quality.before });
  }
  if (cadence && (contact.cadenceDays ?? null) === cadence.after) {
    fields.cadenceDays = cadence.before;
    changes.push({ field: "cadence", before: ownRhythmText(cadence.after), after: ownRhythmText(cadence.before) });
  }
  return { fields, changes };
}

/** Marks what came of follow-ups and what was logged as taken back, so that it counts as no try and as no contact. */
async function takeEntriesBack(
  { activities, contacts }: Database,
  { organizationId }: Scope,
  session: ClientSession,
  { done, current, now }: Undo,
  changed: readonly string[],
): Promise<string[]> {
  const isTold = ({ action, outcome }: ActivityDocument) =>
    outcome !== undefined || (NOTE_KINDS as readonly ActivityAction[]).includes(action);
  const told = done.filter((entry) => current.has(entry.contactId) && isTold(entry));
  if (told.length === 0) return [];
  const _id = { $in: told.map((entry) => entry._id) };
  await activities.updateMany({ _id }, { $set: { undone: true } }, { session });
  const ids = [...new Set(told.map(({ contactId }) => contactId))];
  // Other pages are told of what has changed otherwise.
  const known = new Set(changed);
  const left = ids.filter((id) => !known.has(id)).map((id) => current.get(id)!);
  if (left.length > 0) {
    const filter = { organizationId, id: { $in: left.map(({ id }) => id) } };
    await contacts.updateMany(filter, { $set: { updatedAt: momentOfChange(now, left) } }, { session });
  }
  return ids;
}

/** Assigns contacts as they were before, as far as who was assigned is still a member. */
async function putAssigneesBack(
  database: Database,
  scope: Scope,
  session: ClientSession,
  { done, current, undoId: operationId, now }: Undo,
): Promise<string[]> {
  const moved = done.flatMap(({ contactId, assignees }) => {
    const contact = current.get(contactId);
    if (!contact || !assignees || !haveSameMembers(contact.assigneeIds, assignees.after)) return [];
    return { before: contact, wanted: assignees.before };
  });
  if (moved.length === 0) return [];
  const everyone = moved.flatMap(({ wanted }) => wanted);
  const members = await membersAmong(database, session, scope.organizationId, everyone);
  const changed = moved.map(({ before, wanted }) => ({ before, assigneeIds: wanted.filter((id) => members.has(id)) }));
  await writeAssignees(database, scope, session, { changed, now, operationId });
  return changed.map(({ before }) => before.id);
}
