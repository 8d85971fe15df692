import type { ClientSession, WithId } from "mongodb";
import { ownRhythmText } from "../app/domain/cadence-text.ts";
import { DETAIL_FIELDS, type FieldChange } from "../app/domain/contact.ts";
import { mergedValues, usuallyTaken, type MergedField } from "../app/domain/merge.ts";
import { searchFields } from "../app/domain/search.ts";
import { actorId, recordAudit, type AuditSource } from "./audit.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { writeActivities, type Author, type PlainActivity } from "./write-activities.ts";
import { haveSameMembers, readAssigneesText } from "./contact-assignees.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { doOnce, type ReusedId } from "./operations.ts";
import { keepContact, removeContact } from "./removed-contacts.ts";
import { keepAsOwn } from "./sample-mark.ts";
import { belongingTo, type MemberScope } from "./scope.ts";

/** Two contacts of which one is kept, and the fields that it takes from the other; absent: those where it has nothing. */
export interface Merge {
  id: string;
  otherId: string;
  taken?: readonly MergedField[] | undefined;
  /** The operation's id where the caller has chosen it. */
  operationId?: string | undefined;
}

/** What became of it; the name is the kept contact's, null where it was told before. */
export type MergeResult =
  { outcome: "merged"; operationId: string; name: string | null } | { outcome: "notFound" } | ReusedId;

/**
 * Merges a contact into another one, which keeps both timelines and all assignees; whoever did it can undo that for a day.
 * `notFound` where the member doesn't see both, or they are one.
 */
export async function mergeContacts(
  database: Database,
  scope: MemberScope,
  source: AuditSource,
  { id, otherId, taken, operationId }: Merge,
): Promise<MergeResult> {
  const { now } = source;
  const values = { taken: taken?.join(" ") };
  const request = { operationId, action: "merge", ids: [id, otherId], values, now } as const;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<MergeResult> => {
      let name: string | null = null;
      const result = await doOnce(database, scope, session, request, async (operationId) => {
        const find = (id: string) => database.contacts.findOne({ ...belongingTo(scope), id }, { session });
        const [kept, other] = [await find(id), await find(otherId)];
        if (!kept || !other || id === otherId) return null;
        name = await merge(database, scope, session, source, { kept, other, taken, operationId });
        return { count: 1 };
      });
      if (result?.outcome !== "answered") return result ?? { outcome: "notFound" };
      return { outcome: "merged", operationId: result.operationId, name };
    }),
  );
}

/** Returns the name of the contact that is left. */
async function merge(
  database: Database,
  { organizationId }: MemberScope,
  session: ClientSession,
  source: AuditSource,
  merge: {
    kept: WithId<ContactDocument>;
    other: WithId<ContactDocument>;
    taken: readonly MergedField[] | undefined;
    operationId: string;
  },
): Promise<string> {
  const { kept, other, operationId } = merge;
  const { now } = source;
  const removal = { organizationId, operationId, now };
  const assigneeIds = [...new Set([...kept.assigneeIds, ...other.assigneeIds])];
  const left: Partial<ContactDocument> = {
    ...mergedValues(kept, other, merge.taken ?? usuallyTaken(kept, other)),
    ...(assigneeIds.length > kept.assigneeIds.length && { assigneeIds }),
  };
  const wasSample = await keepAsOwn(database, session, { organizationId, id: kept.id, otherId: other.id });
  await keepContact(database, session, removal, kept, { left, ...(wasSample && { wasSample }) });
  await removeContact(database, session, removal, { contact: other, mergedInto: kept.id });
  await database.activities.updateMany(
    { organizationId, contactId: other.id },
    { $set: { contactId: kept.id } },
    { session },
  );
  const author = { organizationId, userId: actorId(source) };
  const at = momentOfChange(now, [kept, other]);
  await changeKept(database, author, session, { kept, changes: left, action: "merge", operationId, at });
  const about = { type: "contact", id: kept.id, name: kept.id } as const;
  const detail = mergedWith(other.id);
  await recordAudit(database, source, { organizationId, kind: "contactsMerged", about, detail }, session);
  return left.name ?? kept.name;
}

/** Gives a contact the values of a merge, or those from before it, with an entry of its timeline that tells them. */
export async function changeKept(
  database: Database,
  author: Author,
  session: ClientSession,
  change: {
    kept: ContactDocument;
    changes: Partial<ContactDocument>;
    action: "merge" | "restore";
    operationId: string;
    at: Date;
  },
): Promise<void> {
  const { kept, changes, action, operationId, at } = change;
  const after = { ...kept, ...changes };
  await database.contacts.updateOne(
    { organizationId: author.organizationId, id: kept.id },
    { $set: { ...changes, ...searchFields(after), updatedAt: at } },
    { session },
  );
  const textOf = await readAssigneesText(database, session, [...kept.assigneeIds, ...after.assigneeIds]);
  const told: FieldChange[] = [
    ...DETAIL_FIELDS.map((field) => ({ field, before: kept[field], after: after[field] })),
    { field: "assignees", before: textOf(kept.assigneeIds), after: textOf(after.assigneeIds) },
    {
      field: "cadence",
      before: ownRhythmText(kept.cadenceDays ?? null),
      after: ownRhythmText(after.cadenceDays ?? null),
    },
  ];
  const made: PlainActivity = {
    contactId: kept.id,
    action,
    dateBefore: kept.nextFollowUpDate,
    dateAfter: after.nextFollowUpDate,
    changes: told.filter(({ before, after }) => before !== after),
    ...(!haveSameMembers(kept.assigneeIds, after.assigneeIds) && {
      assignees: { before: kept.assigneeIds, after: after.assigneeIds },
    }),
  };
  await writeActivities(database, author, session, { made: [made], now: at, operationId });
}

/** What the audit log says of a merge. */
export const mergedWith = (otherId: string): string => `with contact ${otherId}`;
