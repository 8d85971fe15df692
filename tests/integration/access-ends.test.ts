import { afterAll, beforeAll, expect, test } from "vitest";
import { addApiKey, apiKeyIsFor } from "../../db/api-keys.ts";
import { commandLine } from "../../db/audit.ts";
import type { Database } from "../../db/collections.ts";
import { eraseOrganization } from "../../db/erase/erase-organization.ts";
import { eraseUser } from "../../db/erase/erase-user.ts";
import { removeMember } from "../../db/members/remove-member.ts";
import { makeOneTimeLink } from "../../db/one-time-links.ts";
import { addSession, IDLE_DAYS, LONGEST_DAYS } from "../../db/sessions.ts";
import { openSession } from "../../db/viewer.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let opened: TestDatabase;
let database: Database;
let world: TwoOrganizations;
beforeAll(async () => {
  opened = await borrowDatabase();
  database = opened.database;
  world = await plantTwoOrganizations(database);
});
afterAll(() => opened.close());

const NOW = new Date();
const later = (days: number) => new Date(NOW.getTime() + days * 24 * 60 * 60_000);

/** All that opens something for Bob, or keeps his name. */
async function plantBobs(): Promise<string> {
  const { first: organizationId, bob: userId } = world;
  const session = { userId, organizationId, signedInBy: "password", browser: "", address: "" } as const;
  const { id } = await addSession(database, session, NOW);
  await database.calendarFeeds.insertOne({ organizationId, userId, hash: "hash of Bob", createdAt: NOW });
  await makeOneTimeLink(database, { purpose: "passwordReset", userId, within: [organizationId] }, NOW);
  await database.operations.insertOne({
    ...{ organizationId, userId, operationId: `op_${id.slice(0, 24)}`, request: "done of old", requestHash: "x" },
    ...{ answer: null, undone: null, at: NOW, expiresAt: later(1) },
  });
  return id;
}

async function bobs() {
  const { sessions, calendarFeeds, oneTimeLinks, operations } = database;
  const userId = world.bob;
  const counted = [sessions, calendarFeeds, oneTimeLinks, operations].map((each) =>
    each.countDocuments({ userId } as never),
  );
  return Promise.all(counted);
}

test("a session ends by itself, idle or old, before it is swept away (ASVS 7.3.1, 7.3.2)", async () => {
  const id = await plantBobs();
  expect(await openSession(database, id, later(IDLE_DAYS - 0.1))).not.toBeNull();
  expect(await openSession(database, id, later(2 * IDLE_DAYS))).toBeNull();
  for (let day = IDLE_DAYS; day < LONGEST_DAYS; day += 5) await openSession(database, id, later(day));
  expect(await openSession(database, id, later(LONGEST_DAYS - 0.1))).not.toBeNull();
  expect(await openSession(database, id, later(LONGEST_DAYS))).toBeNull();
});

test("a key counts for its own organization alone", async () => {
  await addApiKey(database, { organizationId: world.first, name: "k", now: NOW });
  const { _id: keyId } = (await database.apiKeys.findOne({ organizationId: world.first }))!;
  const isFor = (organizationId: string) =>
    apiKeyIsFor(database, { organizationId, keyId, scope: "panel-tokens" }, NOW);
  expect([await isFor(world.first), await isFor(world.second)]).toEqual([true, false]);
});

test("a member who is removed keeps nothing that opens the organization (ASVS 7.4.2)", async () => {
  const act = { organizationId: world.first, source: commandLine(NOW) };
  expect((await bobs()).slice(0, 3)).toEqual([1, 1, 1]);
  expect(await removeMember(database, act, { userId: world.bob, handOverTo: world.ann })).toMatchObject({
    outcome: "removed",
  });
  expect((await bobs()).slice(0, 3)).toEqual([0, 0, 0]);
});

test("of a person who is erased nothing is left that opens anything, or has their name (ASVS 7.4.2)", async () => {
  await plantBobs();
  const by = { type: "user", id: world.bob, name: "bob@example.com" } as const;
  const source = { by, address: "", browser: "", now: NOW };
  await addApiKey(database, { organizationId: world.first, name: "his", now: NOW, source });
  const user = (await database.users.findOne({ _id: world.bob }))!;
  expect(await eraseUser(database, commandLine(NOW), { user, handOverTo: null })).toMatchObject({ outcome: "erased" });
  expect(await bobs()).toEqual([0, 0, 0, 0]);
  expect(JSON.stringify(await database.apiKeys.find().toArray())).not.toContain("bob@example.com");
});

test("an organization that is erased leaves no operation, and no link that opened it", async () => {
  const { first: organizationId, ann: userId } = world;
  await makeOneTimeLink(database, { purpose: "passwordReset", userId: world.cid, within: [organizationId] }, NOW);
  await database.operations.insertOne({
    ...{ organizationId, userId, operationId: "op_1", request: "done of old", requestHash: "x" },
    ...{ answer: null, undone: null, at: NOW, expiresAt: later(1) },
  });
  await eraseOrganization(database, organizationId);
  expect(await database.operations.countDocuments({ organizationId })).toBe(0);
  expect(await database.oneTimeLinks.countDocuments({})).toBe(0);
});
