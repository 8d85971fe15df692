import type { ClientSession, Collection, UpdateFilter, WithId } from "mongodb";
import type { AuditKind } from "../../app/domain/audit.ts";
import { erasureText, type Erasure } from "../../app/domain/erasure-text.ts";
import { recordAudit, type AuditSource } from "../audit.ts";
import type { Database, OperationDocument } from "../collections.ts";
import { mergedWith } from "../merge-contacts.ts";
import { forgetRemovals, removalsOf } from "../removed-contacts.ts";
import { removeUploads } from "../uploads.ts";

/** A contact of an organization. */
export interface ContactKey {
  organizationId: string;
  id: string;
}

const ERASED = "an erased contact";

/** How much `eraseContact` would take away; null where nothing is known of such a contact. */
export async function countErasure(
  database: Database,
  key: ContactKey,
  session?: ClientSession,
): Promise<Erasure | null> {
  const { contacts, activities, operations, removedContacts, removedActivities } = database;
  const { organizationId, id } = key;
  const options = session && { session };
  const contactCount = await contacts.countDocuments({ organizationId, id }, options);
  const activityCount = await activities.countDocuments({ organizationId, contactId: id }, options);
  const operationCount = await operations.countDocuments(operationsNaming(key), options);
  // Of one that is still there, what is kept for an undo is no more than a copy.
  const isThere = contactCount + activityCount > 0;
  const removed = { organizationId, removal: { $in: isThere ? [] : await removalsOf(database, key, session) } };
  const erasure = {
    contacts: contactCount + (await removedContacts.countDocuments({ ...removed, id }, options)),
    activities: activityCount + (await removedActivities.countDocuments({ ...removed, contactId: id }, options)),
    operations: operationCount,
  };
  return isNothing(erasure) ? null : erasure;
}

/**
 * Erases a contact of the organization: itself, its timeline, what operations say of it, and what
 * they keep of it for their undo. Uploads of the organization go too, with files of rejected rows; one that is being
 * imported or undone goes at its end, as `contactErasedAt` tells. What is left in the audit log is
 * who did it and how much it was, not which contact. Null where nothing is known of such a contact.
 */
export async function eraseContact(database: Database, key: ContactKey, source: AuditSource): Promise<Erasure | null> {
  const { organizationId, id } = key;
  const erased = await database.client.withSession((session) =>
    session.withTransaction(async () => {
      const erasure = await countErasure(database, key, session);
      if (!erasure) return null;
      await database.contacts.deleteOne({ organizationId, id }, { session });
      await database.activities.deleteMany({ organizationId, contactId: id }, { session });
      await eraseFromImports(database, key, session);
      await eraseFromOperations(database.operations, key, session);
      await forgetRemovals(database, organizationId, await removalsOf(database, key, session), session);
      await eraseFromAudit(database, key, session);
      await removeUploads(database, { organizationId }, source.now, session);
      const update = { $set: { contactErasedAt: source.now }, $pull: { sampleContactIds: id } };
      await database.organizations.updateOne({ _id: organizationId }, update, { session });
      const entry = { organizationId, kind: "contactErased", detail: erasureText(erasure) } as const;
      await recordAudit(database, source, entry, session);
      return erasure;
    }),
  );
  // An import that has ended meanwhile.
  if (erased) await removeUploads(database, { organizationId, uploadedAt: { $lte: source.now } }, source.now);
  return erased;
}

/** Takes the contact out of what imports keep for their undo, and say of it. */
async function eraseFromImports(
  { importedChanges, operations }: Database,
  { organizationId, id }: ContactKey,
  session: ClientSession,
): Promise<void> {
  await importedChanges.deleteMany({ organizationId, contactId: id }, { session });
  for (const place of ["undone.leftIds", "undoing.leftIds"]) {
    const pull = { $pull: { [place]: id } } as UpdateFilter<OperationDocument>;
    await operations.updateMany({ organizationId, [place]: id }, pull, { session });
  }
}

/** Takes the contact's id out of the audit log. */
async function eraseFromAudit(
  { auditEvents }: Database,
  { organizationId, id }: ContactKey,
  session: ClientSession,
): Promise<void> {
  const kind = { $in: ["contactDeleted", "contactsMerged", "contactRestored"] as AuditKind[] };
  await auditEvents.updateMany({ organizationId, kind, "about.id": id }, { $set: { about: null } }, { session });
  const named = { organizationId, kind, detail: mergedWith(id) };
  await auditEvents.updateMany(named, { $set: { detail: mergedWith(ERASED) } }, { session });
}

/** Removes the operations that were about this contact alone, and its name from others. */
async function eraseFromOperations(
  operations: Collection<OperationDocument>,
  key: ContactKey,
  session: ClientSession,
): Promise<void> {
  const found = await operations.find(operationsNaming(key), { session }).toArray();
  if (found.length === 0) return;
  await operations.bulkWrite(
    found.map((operation) => {
      const filter = { _id: operation._id };
      if (isAbout(key.id, operation)) return { deleteOne: { filter } };
      return { updateOne: { filter, update: { $set: withoutContact(key.id, operation) } } };
    }),
    { session },
  );
}

/** The operations whose request or answer names the contact. */
function operationsNaming({ organizationId, id }: ContactKey) {
  return { organizationId, $or: [{ request: { $regex: namePattern(id) } }, { "answer.next.id": id }] };
}

/** The id among those that a request's text names, such as `done of crm-1, crm-2 and 3 more, until: …`. */
function namePattern(id: string): string {
  const literal = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `( of |, )${literal}(?=$|, | and [0-9]+ more)`;
}

/** True where an operation names no other contact. */
function isAbout(id: string, { request, answer }: OperationDocument): boolean {
  const rest = request.replace(
    /^(done|nurture|log|snooze|set|clear|spread|lead quality|delete|merge|contact|note) of /,
    "",
  );
  const isAlone =
    rest === id ||
    /^(, (until|date|filter|days|perDay|seen|seenDate|outcome|kind|direction|time|counts|leadQuality|from|taken): [^,]*)+$/.test(
      rest.slice(id.length),
    );
  return rest.startsWith(id) && isAlone && nextOf(answer).every((next) => next.id === id);
}

/** What an operation says of its other contacts. */
function withoutContact(id: string, { request, answer }: WithId<OperationDocument>) {
  const next = nextOf(answer);
  const others = next.filter((each) => each.id !== id);
  return {
    request: request.replace(new RegExp(namePattern(id), "g"), `$1${ERASED}`),
    ...(answer && others.length < next.length && { answer: { ...answer, next: others } }),
  };
}

/** The next dates that an answer offers. */
function nextOf(answer: object | null): readonly { id: string }[] {
  return answer && "next" in answer ? (answer.next as { id: string }[]) : [];
}

function isNothing({ contacts, activities, operations }: Erasure): boolean {
  return contacts + activities + operations === 0;
}
