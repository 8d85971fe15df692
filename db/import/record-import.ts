import type { ClientSession, ObjectId } from "mongodb";
import type { ContactDocument, Database } from "../collections.ts";
import type { ImportedChangeDocument } from "../imported-document.ts";
import { without } from "../without.ts";
import type { ChangedContact } from "./import-activities.ts";
import type { ImportRun } from "./write-contacts.ts";

const MILLISECONDS_IN_DAY = 86_400_000;
/** Longer than an import can be undone, so that nothing goes while it is. */
const KEPT_DAYS = 2;

/** Keeps what a batch has changed and added, so that it can be undone, and counts it. */
export async function keepForUndo(
  database: Database,
  run: ImportRun,
  session: ClientSession,
  { added, changed }: { added: readonly ContactDocument[]; changed: readonly ChangedContact[] },
): Promise<void> {
  const common = commonOf(run);
  const documents: ImportedChangeDocument[] = [
    ...added.map(({ id: contactId, updatedAt }) => ({ ...common, contactId, before: null, after: { updatedAt } })),
    ...changed.map(({ stored, changes }) => {
      const after = without(changes, "searchPrefixes", "sortName");
      const fields = Object.keys(after) as (keyof ContactDocument)[];
      const before = Object.fromEntries(fields.map((field) => [field, stored[field] ?? null]));
      return { ...common, contactId: stored.id, before, after };
    }),
  ];
  if (documents.length === 0) return;
  await database.importedChanges.insertMany(documents, { session });
  await countImported(database, run, documents.length, session);
}

/** Keeps which activities a batch has put back, by contact. */
export async function keepActivitiesForUndo(
  { importedChanges }: Database,
  run: ImportRun,
  added: readonly { contactId: string; activityId: ObjectId }[],
): Promise<void> {
  const byContact = new Map<string, ObjectId[]>();
  for (const { contactId, activityId } of added) {
    byContact.set(contactId, [...(byContact.get(contactId) ?? []), activityId]);
  }
  const common = commonOf(run);
  const documents = [...byContact].map(([contactId, activityIds]) => ({
    ...{ ...common, contactId, before: {}, after: {}, activityIds },
  }));
  if (documents.length > 0) await importedChanges.insertMany(documents);
}

/** Tells of an import, as one operation, how many contacts more it has added or changed. */
export async function countImported(
  { operations }: Database,
  run: ImportRun,
  count: number,
  session?: ClientSession,
): Promise<void> {
  const { organizationId, operationId, now } = run;
  // Nobody is signed in on the command line.
  const key = { organizationId, userId: run.userId ?? "", operationId };
  const inSession = session && { session };
  const { matchedCount } = await operations.updateOne(key, { $inc: { "answer.count": count } }, inSession);
  if (matchedCount > 0) return;
  const expiresAt = new Date(now.getTime() + KEPT_DAYS * MILLISECONDS_IN_DAY);
  const record = { ...key, action: "import" as const, request: "the import of a file", requestHash: "" };
  await operations.insertOne({ ...record, answer: { count }, undone: null, at: now, expiresAt }, inSession);
}

function commonOf({ organizationId, operationId, now }: ImportRun) {
  return { organizationId, operationId, expiresAt: new Date(now.getTime() + KEPT_DAYS * MILLISECONDS_IN_DAY) };
}
