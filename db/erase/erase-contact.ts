import type { ClientSession, Collection, WithId } from "mongodb";
import { erasureText, type Erasure } from "../../app/domain/erasure-text.ts";
import { recordAudit, type AuditSource } from "../audit.ts";
import type { Database, OperationDocument } from "../collections.ts";

/** A contact of an organization. */
export interface ContactKey {
  organizationId: string;
  id: string;
}

const ERASED = "an erased contact";

/** How much `eraseContact` would take away; null where nothing is known of such a contact. */
export async function countErasure(database: Database, key: ContactKey): Promise<Erasure | null> {
  const { contacts, activities, operations } = database;
  const { organizationId, id } = key;
  const [contactCount, activityCount, operationCount] = await Promise.all([
    contacts.countDocuments({ organizationId, id }),
    activities.countDocuments({ organizationId, contactId: id }),
    operations.countDocuments(operationsNaming(key)),
  ]);
  const erasure = { contacts: contactCount, activities: activityCount, operations: operationCount };
  return isNothing(erasure) ? null : erasure;
}

/**
 * Erases a contact of the organization: itself, its timeline, and what operations say of it. Files of rejected rows and
 * uploads of the organization go too, as `contactErasedAt` tells those who keep them. What is left in the audit log is
 * who did it and how much it was, not which contact. Null where nothing is known of such a contact.
 */
export async function eraseContact(database: Database, key: ContactKey, source: AuditSource): Promise<Erasure | null> {
  const { organizationId, id } = key;
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      const contacts = await database.contacts.deleteOne({ organizationId, id }, { session });
      const activities = await database.activities.deleteMany({ organizationId, contactId: id }, { session });
      const erasure: Erasure = {
        contacts: contacts.deletedCount,
        activities: activities.deletedCount,
        operations: await eraseFromOperations(database.operations, key, session),
      };
      if (isNothing(erasure)) return null;
      const erased = { $set: { contactErasedAt: source.now } };
      await database.organizations.updateOne({ _id: organizationId }, erased, { session });
      const entry = { organizationId, kind: "contactErased", detail: erasureText(erasure) } as const;
      await recordAudit(database, source, entry, session);
      return erasure;
    }),
  );
}

/** Removes the operations that were about this contact alone, and its name from others; returns how many they were. */
async function eraseFromOperations(
  operations: Collection<OperationDocument>,
  key: ContactKey,
  session: ClientSession,
): Promise<number> {
  const found = await operations.find(operationsNaming(key), { session }).toArray();
  if (found.length === 0) return 0;
  await operations.bulkWrite(
    found.map((operation) => {
      const filter = { _id: operation._id };
      if (isAbout(key.id, operation)) return { deleteOne: { filter } };
      return { updateOne: { filter, update: { $set: withoutContact(key.id, operation) } } };
    }),
    { session },
  );
  return found.length;
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
  const rest = request.replace(/^(done|snooze|set|clear|lead quality) of /, "");
  const isAlone = rest === id || /^(, (until|date|leadQuality|from): [^,]*)+$/.test(rest.slice(id.length));
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
