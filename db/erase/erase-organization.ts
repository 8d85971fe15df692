import type { Database } from "../collections.ts";
import { deleteInBatches } from "./in-batches.ts";
import { forgetPeople } from "./forget-people.ts";

/** How much of an organization there is, by what it is. */
export interface OrganizationContents {
  contacts: number;
  activities: number;
  members: number;
  /** Members of no other organization, whose accounts go with it. */
  accounts: number;
  apiKeys: number;
  invitations: number;
  calendarFeeds: number;
  operations: number;
  auditEvents: number;
}

/** Counts what erasing the organization would take. */
export async function countOrganization(database: Database, organizationId: string): Promise<OrganizationContents> {
  const { contacts, activities, users, apiKeys, oneTimeLinks, calendarFeeds, operations, auditEvents } = database;
  const filter = { organizationId };
  return {
    contacts: await contacts.countDocuments(filter),
    activities: await activities.countDocuments(filter),
    members: await users.countDocuments({ "memberships.organizationId": organizationId }),
    accounts: await users.countDocuments(onlyMembersOf(organizationId)),
    apiKeys: await apiKeys.countDocuments(filter),
    invitations: await oneTimeLinks.countDocuments({ ...filter, purpose: "invitation" }),
    calendarFeeds: await calendarFeeds.countDocuments(filter),
    operations: await operations.countDocuments(filter),
    auditEvents: await auditEvents.countDocuments(filter),
  };
}

/**
 * Erases an organization with all that belongs to it, and the accounts of who belongs to no other one: at once nobody gets
 * in any more, then the rest goes a part at a time. Begun again after it was broken off, it goes on.
 */
export async function eraseOrganization(database: Database, organizationId: string): Promise<void> {
  const { organizations, users, sessions, apiKeys, oneTimeLinks, calendarFeeds, operations, auditEvents } = database;
  const filter = { organizationId };
  await organizations.updateOne(
    { _id: organizationId },
    { $set: { closed: true }, $inc: { membersVersion: 1 }, $unset: { singleSignOn: "" } },
  );
  await apiKeys.deleteMany(filter);
  await oneTimeLinks.deleteMany({ $or: [filter, { within: organizationId }] });
  await calendarFeeds.deleteMany(filter);
  await database.absences.deleteMany(filter);
  await sessions.deleteMany(filter);
  await eraseUploads(database, organizationId);
  await eraseContacts(database, organizationId);
  await deleteInBatches(operations, filter);
  await deleteInBatches(auditEvents, filter);
  await forgetPeople(database, await users.find(onlyMembersOf(organizationId), { projection: { email: 1 } }).toArray());
  await users.updateMany(
    { "memberships.organizationId": organizationId },
    { $pull: { memberships: { organizationId } } },
  );
  await organizations.deleteOne({ _id: organizationId });
  // What an upload or an import that was under way has written since.
  await eraseUploads(database, organizationId);
  await eraseContacts(database, organizationId);
}

async function eraseUploads({ uploads, uploadParts }: Database, organizationId: string): Promise<void> {
  await uploads.deleteMany({ organizationId });
  await uploadParts.deleteMany({ organizationId });
}

async function eraseContacts(database: Database, organizationId: string): Promise<void> {
  const { contacts, activities, removedContacts, removedActivities, importedChanges } = database;
  await deleteInBatches(contacts, { organizationId });
  await deleteInBatches(activities, { organizationId });
  await deleteInBatches(removedContacts, { organizationId });
  await deleteInBatches(removedActivities, { organizationId });
  await deleteInBatches(importedChanges, { organizationId });
}

function onlyMembersOf(organizationId: string) {
  return { memberships: { $size: 1 }, "memberships.organizationId": organizationId };
}
