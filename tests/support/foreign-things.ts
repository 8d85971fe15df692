import type { Database } from "../../db/collections.ts";
import { hashOfSecret } from "../../db/ids.ts";
import { makeOneTimeLink } from "../../db/one-time-links.ts";

/** What one organization has, by which somebody of another may try to reach it. */
export interface Things {
  organizationId: string;
  contact: string;
  user: string;
  email: string;
  operation: string;
  key: string;
  absence: string;
  invitation: string;
  session: string;
  /** Stands in every name that there is, and nowhere else. */
  mark: string;
}

/** Names what an organization has by `mark`, and adds an invitation and an operation. */
export async function plantThings(
  database: Database,
  { organizationId, user, contact, mark }: Pick<Things, "organizationId" | "user" | "contact" | "mark">,
): Promise<Things> {
  const email = (await database.users.findOne({ _id: user }))!.email;
  await database.organizations.updateOne({ _id: organizationId }, { $set: { name: `${mark} Ltd` } });
  await database.users.updateOne({ _id: user }, { $set: { name: `Una ${mark}` } });
  await database.contacts.updateOne({ organizationId, id: contact }, { $set: { name: `Cara ${mark}` } });
  const now = new Date();
  const link = {
    purpose: "invitation",
    organizationId,
    email: `new@${mark.toLowerCase()}.example`,
    role: "admin",
    madeBy: user,
  } as const;
  const operation = `op_${mark.toLowerCase().padEnd(24, "0")}`;
  const ofOperation = { organizationId, userId: user, operationId: operation };
  const done = { ok: true, count: 1, action: "done", operationId: operation };
  await database.operations.insertOne({
    ...ofOperation,
    request: `done of ${contact}`,
    requestHash: hashOfSecret(contact),
    answer: done,
    undone: null,
    at: now,
    expiresAt: new Date(now.getTime() + 24 * 60 * 60_000),
  });
  const absence = `absence_${mark}`;
  const days = { from: "2030-01-01", until: "2030-01-02", createdAt: now, expiresAt: new Date("2030-02-01") };
  await database.absences.insertOne({
    ...{ _id: absence, organizationId, userId: user, standInId: user, setBy: user, ...days },
  });
  const change = { contactId: contact, action: "done", dateBefore: "2030-01-01", dateAfter: null, at: now } as const;
  await database.activities.insertOne({ ...ofOperation, ...change });
  return {
    organizationId,
    contact,
    user,
    email,
    operation,
    absence,
    key: (await database.apiKeys.findOne({ organizationId }))!._id,
    invitation: (await makeOneTimeLink(database, link, now)).id,
    session: (await database.sessions.findOne({ userId: user }))!._id,
    mark,
  };
}

/** All that stands in the database of an organization and its members, but for when they came and what is only counted. */
export async function storedOf(database: Database, organizationId: string): Promise<unknown[]> {
  const { organizations, users, contacts, activities, apiKeys, oneTimeLinks, calendarFeeds, operations, sessions } =
    database;
  const { absences } = database;
  const members = await users
    .find({ "memberships.organizationId": organizationId }, { projection: { failedSignIns: 0, lastSignInAt: 0 } })
    .toArray();
  const filter = { organizationId };
  return [
    members,
    await organizations.find({ _id: organizationId }).toArray(),
    await contacts.find(filter).toArray(),
    await activities.find(filter).toArray(),
    await apiKeys.find(filter, { projection: { lastUsedAt: 0 } }).toArray(),
    await oneTimeLinks.find(filter).toArray(),
    await calendarFeeds.find(filter).toArray(),
    await absences.find(filter).toArray(),
    await operations.find(filter).toArray(),
    await sessions
      .find({ userId: { $in: members.map(({ _id }) => _id) } }, { projection: { organizationId: 1 } })
      .toArray(),
  ];
}
