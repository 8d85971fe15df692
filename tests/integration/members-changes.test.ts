import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database, Role } from "../../db/collections.ts";
import { changeRole } from "../../db/members/change-role.ts";
import { finishHandOvers, listPendingHandOvers } from "../../db/members/hand-over.ts";
import { removeMember } from "../../db/members/remove-member.ts";
import { undoRemoval } from "../../db/members/undo-removal.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let opened: TestDatabase;
let database: Database;
let world: TwoOrganizations;
const now = new Date();

beforeAll(async () => {
  opened = await borrowDatabase();
  database = opened.database;
});
afterAll(() => opened.close());
beforeEach(async () => {
  const { organizations, users, contacts, activities, operations, auditEvents } = database;
  for (const each of [organizations, users, contacts, activities, operations, auditEvents]) {
    await each.deleteMany({} as never);
  }
  world = await plantTwoOrganizations(database);
  await setRole(world.ann, "admin");
});

const setRole = (userId: string, role: Role) =>
  database.users.updateOne({ _id: userId }, { $set: { memberships: [{ organizationId: world.first, role }] } });
const by = (userId: string, organizationId = world.first) => ({
  organizationId,
  source: { by: { type: "user" as const, id: userId, name: `${userId}@example.com` }, address: "", browser: "", now },
});
const remove = (userId: string, handOverTo: string | null, act = by(world.ann)) =>
  removeMember(database, act, { userId, handOverTo });
const rolesOf = async (organizationId = world.first) => {
  const members = await database.users.find({ "memberships.organizationId": organizationId }).toArray();
  return Object.fromEntries(
    members.map(({ name, memberships }) => [
      name,
      memberships.find((each) => each.organizationId === organizationId)!.role,
    ]),
  );
};
const stored = () =>
  database.contacts
    .find({}, { projection: { updatedAt: 0 } })
    .sort({ organizationId: 1, id: 1 })
    .toArray();
const assigneesOf = async (id: string) =>
  (await database.contacts.findOne({ organizationId: world.first, id }))!.assigneeIds;

test("contacts move with their dates to who takes over, are found as theirs, and say so on their timelines", async () => {
  await setRole(world.bob, "admin");
  const before = await stored();
  const result = await remove(world.ann, world.bob, by(world.bob));
  expect(result).toMatchObject({ outcome: "removed", name: "ann", successor: "bob", count: 9 });
  expect(await rolesOf()).toEqual({ bob: "admin" });
  const after = await stored();
  for (const [place, { organizationId, assigneeIds, ...rest }] of before.entries()) {
    const isHere = organizationId === world.first;
    const wanted = isHere ? [world.bob] : assigneeIds;
    expect(after[place]).toEqual({ ...rest, organizationId, assigneeIds: wanted });
  }
  const { operationId } = result as { operationId: string };
  const activities = await database.activities.find({ operationId }).toArray();
  expect(activities).toHaveLength(9);
  expect(activities.find(({ contactId }) => contactId === "shared")).toMatchObject({
    userId: world.bob,
    action: "assign",
    changes: [{ field: "assignees", before: "ann@example.com; bob@example.com", after: "bob@example.com" }],
  });
  const events = await database.auditEvents.find({ kind: "memberRemoved" }).toArray();
  expect(events).toMatchObject([
    { organizationId: world.first, about: { id: world.ann }, detail: "contacts handed over to bob@example.com" },
  ]);
  expect(await listPendingHandOvers(database, world.first)).toEqual([]);
});

test("handed over to nobody, a contact keeps its other assignees", async () => {
  expect(await remove(world.bob, null)).toMatchObject({ outcome: "removed", successor: null, count: 2 });
  expect([await assigneesOf("bobs"), await assigneesOf("shared")]).toEqual([[], [world.ann]]);
});

test("its undo puts everything back as one operation, once, but for what was changed since", async () => {
  const before = await stored();
  const removed = await remove(world.bob, world.ann);
  if (removed.outcome !== "removed") throw new Error(removed.outcome);
  await database.contacts.updateOne({ organizationId: world.first, id: "bobs" }, { $set: { assigneeIds: [] } });
  const undo = () => undoRemoval(database, by(world.ann), removed.operationId);
  const answers = await Promise.all([undo(), undo()]);
  expect(answers[0]).toMatchObject({ outcome: "restored", name: "bob", count: 1 });
  expect(answers[1]).toEqual(answers[0]);
  expect(await rolesOf()).toEqual({ ann: "admin", bob: "member" });
  expect([await assigneesOf("bobs"), await assigneesOf("shared")]).toEqual([[], [world.ann, world.bob]]);
  expect((await stored()).filter(({ id }) => id !== "bobs")).toEqual(before.filter(({ id }) => id !== "bobs"));
  await remove(world.bob, world.ann);
  expect(await undo()).toEqual(answers[0]);
  expect(await rolesOf()).toEqual({ ann: "admin" });
  expect(await database.auditEvents.countDocuments({ kind: "memberRestored" })).toBe(1);
});

test("nobody undoes it but the admin who did it, while they are one", async () => {
  await setRole(world.bob, "admin");
  await database.users.updateOne(
    { _id: world.cid },
    { $push: { memberships: { organizationId: world.first, role: "member" } } },
  );
  const removed = await remove(world.cid, null, by(world.bob));
  if (removed.outcome !== "removed") throw new Error(removed.outcome);
  const undo = (act = by(world.bob)) => undoRemoval(database, act, removed.operationId);
  expect(await undo(by(world.ann))).toEqual({ outcome: "otherOperation" });
  expect(await undo(by(world.bob, world.second))).toEqual({ outcome: "otherOperation" });
  await setRole(world.bob, "member");
  expect(await undo()).toEqual({ outcome: "notFound" });
  expect(await rolesOf()).toEqual({ ann: "admin", bob: "member" });
  await setRole(world.bob, "admin");
  expect(await undo()).toMatchObject({ outcome: "restored" });
});

test("of many contacts all move and come back, a part at a time, and others' changes go through meanwhile", async () => {
  const many = Array.from({ length: 350 }, (_, n) =>
    contact({ organizationId: world.first, assigneeIds: [world.bob], id: `many-${n}`, name: `Many Words Here ${n}` }),
  );
  await database.contacts.insertMany(many);
  let done = false;
  let changed = 0;
  const others = (async () => {
    while (!done) {
      await database.contacts.updateOne(
        { organizationId: world.first, id: "old" },
        { $set: { updatedAt: new Date() } },
      );
      changed++;
    }
  })();
  const removed = await remove(world.bob, world.ann);
  if (removed.outcome !== "removed") throw new Error(removed.outcome);
  expect(removed.count).toBe(352);
  expect(await database.contacts.countDocuments({ organizationId: world.first, assigneeIds: world.bob })).toBe(0);
  expect(await undoRemoval(database, by(world.ann), removed.operationId)).toMatchObject({ count: 352 });
  done = true;
  await others;
  expect(changed).toBeGreaterThan(5);
  expect(await database.contacts.countDocuments({ organizationId: world.first, assigneeIds: world.bob })).toBe(352);
});

test("broken off in the middle, the member is out, and it goes on when asked to, or is undone whole", async () => {
  const { bulkWrite } = database.contacts;
  const many = Array.from({ length: 450 }, (_, n) =>
    contact({ organizationId: world.first, assigneeIds: [world.bob], id: `many-${n}` }),
  );
  const left = () => database.contacts.countDocuments({ organizationId: world.first, assigneeIds: world.bob });
  const breakOff = async () => {
    let batches = 0;
    database.contacts.bulkWrite = (...call: Parameters<typeof bulkWrite>) => {
      if (++batches === 2) throw new Error("cut off");
      return bulkWrite.apply(database.contacts, call);
    };
    await expect(remove(world.bob, world.ann)).rejects.toThrow("cut off");
    database.contacts.bulkWrite = bulkWrite;
    expect(await rolesOf()).toEqual({ ann: "admin" });
    expect(await listPendingHandOvers(database, world.first)).toEqual(["bob"]);
    expect(await left()).toBe(352);
    return (await database.operations.findOne({ "removal.userId": world.bob, undone: null }))!.operationId;
  };
  await database.contacts.insertMany(many);
  const first = await breakOff();
  expect(await undoRemoval(database, by(world.ann), first)).toMatchObject({ outcome: "restored", count: 452 });
  expect([await left(), await listPendingHandOvers(database, world.first)]).toEqual([452, []]);
  await breakOff();
  expect(await finishHandOvers(database, world.first, now)).toBe(452);
  expect([await left(), await listPendingHandOvers(database, world.first)]).toEqual([0, []]);
});

test("the last admin is neither removed nor made a member", async () => {
  expect(await remove(world.ann, null)).toEqual({ outcome: "lastAdmin" });
  expect(await changeRole(database, by(world.ann), { userId: world.ann, role: "member" })).toEqual({
    outcome: "lastAdmin",
  });
  expect(await rolesOf()).toEqual({ ann: "admin", bob: "member" });
  expect(await database.auditEvents.countDocuments({})).toBe(0);
});

test("of two admins who remove each other, or make each other members, at the same time, one stays admin", async () => {
  for (let n = 0; n < 10; n++) {
    await Promise.all([setRole(world.ann, "admin"), setRole(world.bob, "admin")]);
    const results = await Promise.all(
      n % 2 === 0
        ? [remove(world.bob, null), remove(world.ann, null, by(world.bob))]
        : [
            changeRole(database, by(world.ann), { userId: world.bob, role: "member" }),
            changeRole(database, by(world.bob), { userId: world.ann, role: "member" }),
          ],
    );
    expect(results.map(({ outcome }) => outcome)).toContain("notAllowed");
    expect(Object.values(await rolesOf()).filter((role) => role === "admin")).toHaveLength(1);
  }
});

test("of two admins who both step down at the same time, one stays", async () => {
  await setRole(world.bob, "admin");
  const results = await Promise.all([remove(world.ann, null), remove(world.bob, null, by(world.bob))]);
  expect(results.map(({ outcome }) => outcome).sort()).toEqual(["lastAdmin", "removed"]);
});

test("a member changes nothing, nor does an admin of another organization", async () => {
  await database.users.updateOne({ _id: world.cid }, { $set: { "memberships.0.role": "admin" } });
  for (const act of [by(world.bob), by(world.cid)]) {
    expect(await remove(world.bob, null, act)).toEqual({ outcome: "notAllowed" });
    expect(await changeRole(database, act, { userId: world.bob, role: "admin" })).toEqual({ outcome: "notAllowed" });
  }
  const elsewhere = by(world.cid, world.second);
  expect(await remove(world.bob, null, elsewhere)).toEqual({ outcome: "noMember" });
  expect(await changeRole(database, elsewhere, { userId: world.bob, role: "admin" })).toEqual({ outcome: "noMember" });
  expect(await remove(world.bob, world.cid)).toEqual({ outcome: "noSuccessor" });
  expect(await remove(world.bob, world.bob)).toEqual({ outcome: "noSuccessor" });
  expect(await rolesOf()).toEqual({ ann: "admin", bob: "member" });
});
