import type { AnyBulkWriteOperation, Collection } from "mongodb";
import type { FieldChange } from "../../app/domain/contact.ts";
import type { ActivityDocument, AuditEventDocument, Database, UserDocument } from "../collections.ts";
import { deleteInBatches } from "./in-batches.ts";

const BATCH_SIZE = 500;

/** What stands in the place of a person who has been erased. */
export const FORMER_MEMBER = "Former member";

/**
 * Erases people who belong to no organization any more: their accounts and all that opens them, and their emails from the
 * timelines, the audit log and the API keys of organizations that they have belonged to.
 */
export async function forgetPeople(
  database: Database,
  people: readonly Pick<UserDocument, "_id" | "email">[],
): Promise<void> {
  if (people.length === 0) return;
  const { users, sessions, calendarFeeds, oneTimeLinks, operations, apiKeys, uploads, uploadParts } = database;
  const ids = { $in: people.map(({ _id }) => _id) };
  const emails = new Set(people.map(({ email }) => email));
  await sessions.deleteMany({ userId: ids });
  await calendarFeeds.deleteMany({ userId: ids });
  await database.absences.deleteMany({ $or: [{ userId: ids }, { standInId: ids }] });
  await oneTimeLinks.deleteMany({ $or: [{ userId: ids }, { madeBy: ids }, { email: { $in: [...emails] } }] });
  await uploads.deleteMany({ userId: ids });
  await uploadParts.deleteMany({ userId: ids });
  await deleteInBatches(operations, { userId: ids });
  await apiKeys.updateMany({ "madeBy.id": ids }, { $set: { "madeBy.name": FORMER_MEMBER } });
  await forgetInTimelines(database.activities, emails);
  await forgetInTimelines(database.removedActivities as unknown as Collection<ActivityDocument>, emails);
  await forgetInAuditLog(database, emails);
  // At the end, so that it can be begun again where it was broken off.
  await users.deleteMany({ _id: ids });
}

async function forgetInTimelines(activities: Collection<ActivityDocument>, emails: ReadonlySet<string>): Promise<void> {
  let writes: AnyBulkWriteOperation<ActivityDocument>[] = [];
  const flush = async () => {
    if (writes.length > 0) await activities.bulkWrite(writes);
    writes = [];
  };
  const told = activities.find({ "changes.field": "assignees" }, { projection: { changes: 1 } }).batchSize(BATCH_SIZE);
  for await (const { _id, changes = [] } of told) {
    const after = changes.map((change) => withoutEmails(change, emails));
    if (after.every((change, place) => change === changes[place])) continue;
    writes.push({ updateOne: { filter: { _id }, update: { $set: { changes: after } } } });
    if (writes.length === BATCH_SIZE) await flush();
  }
  await flush();
}

/** The same change where it names none of them. */
function withoutEmails(change: FieldChange, emails: ReadonlySet<string>): FieldChange {
  if (change.field !== "assignees") return change;
  const [before, after] = [change.before, change.after].map((text) =>
    text === null
      ? null
      : text
          .split("; ")
          .map((name) => (emails.has(name) ? FORMER_MEMBER : name))
          .join("; "),
  ) as [string | null, string | null];
  return before === change.before && after === change.after ? change : { ...change, before, after };
}

async function forgetInAuditLog({ auditEvents }: Database, emails: ReadonlySet<string>): Promise<void> {
  let writes: AnyBulkWriteOperation<AuditEventDocument>[] = [];
  const flush = async () => {
    if (writes.length > 0) await auditEvents.bulkWrite(writes);
    writes = [];
  };
  const details = [...emails].map((email) => handedOverTo(email));
  const naming = {
    $or: [{ people: { $in: [...emails] } }, { kind: "memberRemoved" as const, detail: { $in: details } }],
  };
  for await (const { _id, by, about, people, detail } of auditEvents.find(naming).batchSize(BATCH_SIZE)) {
    const named = <Kind extends { name: string }>(one: Kind): Kind =>
      emails.has(one.name) ? { ...one, name: FORMER_MEMBER } : one;
    const update = {
      by: named(by),
      about: about && named(about),
      people: people.filter((email) => !emails.has(email)),
      detail: details.includes(detail) ? handedOverTo(FORMER_MEMBER) : detail,
    };
    writes.push({ updateOne: { filter: { _id }, update: { $set: update } } });
    if (writes.length === BATCH_SIZE) await flush();
  }
  await flush();
}

/** What the audit log says of a removal. */
export function handedOverTo(successor: string): string {
  return `contacts handed over to ${successor}`;
}
