import type { ClientSession, WithId } from "mongodb";
import type { ContactDocument, Database } from "./collections.ts";
import type { RemovedContactDocument } from "./removed-document.ts";
import { without } from "./without.ts";

const MILLISECONDS_IN_DAY = 86_400_000;

/** One removal of contacts: where, by which operation, and when. */
export interface Removal {
  organizationId: string;
  operationId: string;
  now: Date;
}

/** Keeps a contact as it is for a day, inside the session's transaction. */
export async function keepContact(
  { removedContacts }: Database,
  session: ClientSession,
  { operationId, now }: Removal,
  contact: WithId<ContactDocument>,
  more: Pick<RemovedContactDocument, "mergedInto" | "left" | "wasSample"> = {},
): Promise<void> {
  await removedContacts.insertOne(
    { ...without(contact, "_id"), ...more, ...lifetimeOf(operationId, now) },
    { session },
  );
}

/** Takes a contact away, which is kept for a day with its timeline; the timeline itself is left where it is. */
export async function removeContact(
  database: Database,
  session: ClientSession,
  removal: Removal,
  { contact, mergedInto }: { contact: WithId<ContactDocument>; mergedInto?: string },
): Promise<void> {
  const { organizationId, operationId, now } = removal;
  const { contacts, activities, removedActivities, organizations } = database;
  await keepContact(database, session, removal, contact, mergedInto === undefined ? {} : { mergedInto });
  const timeline = await activities.find({ organizationId, contactId: contact.id }, { session }).toArray();
  const kept = timeline.map(({ _id: activityId, ...activity }) => {
    return { ...activity, activityId, ...lifetimeOf(operationId, now) };
  });
  if (kept.length > 0) await removedActivities.insertMany(kept, { session });
  await contacts.deleteOne({ organizationId, id: contact.id }, { session });
  // What isn't there any more has no time of its change: lists that are open learn of it by this.
  await organizations.updateOne({ _id: organizationId }, { $inc: { contactsRemoved: 1 } }, { session });
}

/**
 * The operations that took a contact away, or others that were merged into it; what they keep of it, and of those others,
 * goes with it where it is erased.
 */
export async function removalsOf(
  { removedContacts }: Database,
  { organizationId, id }: { organizationId: string; id: string },
  session?: ClientSession,
): Promise<string[]> {
  const removals = new Set<string>();
  const ids = new Set([id]);
  // Those that are added on the way have their turn as well.
  for (const each of ids) {
    const naming = { organizationId, $or: [{ id: each }, { mergedInto: each }] };
    for (const { removal, ...kept } of await removedContacts.find(naming, session && { session }).toArray()) {
      removals.add(removal);
      if (kept.mergedInto === each) ids.add(kept.id);
    }
  }
  return [...removals];
}

/** Forgets what operations keep of the contacts that they took away. */
export async function forgetRemovals(
  { removedContacts, removedActivities }: Database,
  organizationId: string,
  removals: readonly string[],
  session: ClientSession,
): Promise<void> {
  if (removals.length === 0) return;
  const ofThem = { organizationId, removal: { $in: [...removals] } };
  await removedContacts.deleteMany(ofThem, { session });
  await removedActivities.deleteMany(ofThem, { session });
}

function lifetimeOf(removal: string, now: Date) {
  return { removal, expiresAt: new Date(now.getTime() + MILLISECONDS_IN_DAY) };
}
