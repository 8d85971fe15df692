import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { changeFollowUps, setFollowUpDates } from "../../db/change-follow-ups.ts";
import type { Database } from "../../db/collections.ts";
import { countPipelines, duePipeline, matchesInOrder, readDue } from "../../db/due.ts";
import { undoOperation } from "../../db/undo-operation.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let test_: TestDatabase;
let database: Database;
let world: TwoOrganizations;
/** After the contacts were planted: a change comes after what was there. */
const now = new Date(Date.now() + 600_000);

beforeAll(async () => {
  test_ = await borrowDatabase();
  database = test_.database;
});
afterAll(() => test_.close());
beforeEach(async () => {
  await Promise.all(
    (["organizations", "users", "contacts", "activities"] as const).map((name) => database[name].deleteMany({})),
  );
  world = await plantTwoOrganizations(database);
});

const ann = () => ({ organizationId: world.first, userId: world.ann });
const bob = () => ({ organizationId: world.first, userId: world.bob });
const list = async (order: "oldest" | "priority", filter: "all" | "overdue" | "today" | "hot" = "all", limit = 200) =>
  (await readDue(database, ann(), { today: world.today, limit, order, filter })).followUps.map(({ id }) => id);
const dateOf = async (id: string, organizationId = world.first) =>
  (await database.contacts.findOne({ organizationId, id }))!.nextFollowUpDate;

test("oldest first, ties by name", async () => {
  expect(await list("oldest")).toEqual(["old", "hot-old", "shared", "inactive", "hot-today", "today"]);
  expect(await list("oldest", "all", 2)).toEqual(["old", "hot-old"]);
});

test("by priority: hot and overdue, hot, overdue, the rest", async () => {
  expect(await list("priority")).toEqual(["hot-old", "hot-today", "old", "shared", "inactive", "today"]);
  expect(await list("priority", "all", 3)).toEqual(["hot-old", "hot-today", "old"]);
});

test.each(["oldest", "priority"] as const)("each filter, %s first", async (order) => {
  expect(await list(order, "overdue")).toHaveLength(4);
  expect(await list(order, "today")).toEqual(["hot-today", "today"]);
  expect(await list(order, "hot")).toEqual(["hot-old", "hot-today"]);
});

test("counts cover the whole due set", async () => {
  const request = { today: world.today, limit: 2, order: "oldest", filter: "hot" } as const;
  expect((await readDue(database, ann(), request)).counts).toEqual({ all: 6, overdue: 4, today: 2, hot: 2 });
  const nobody = { organizationId: world.first, userId: world.cid };
  expect((await readDue(database, nobody, request)).counts).toEqual({ all: 0, overdue: 0, today: 0, hot: 0 });
});

test("names and ids break ties", async () => {
  await database.contacts.insertMany(
    ["b", "a", "c"].map((id) =>
      contact({
        organizationId: world.first,
        assigneeIds: [world.ann],
        id,
        name: "Same",
        nextFollowUpDate: "2000-01-01",
      }),
    ),
  );
  expect(await list("oldest", "all", 3)).toEqual(["a", "b", "c"]);
});

test("a list examines about what it shows, and counting opens no contact", async () => {
  await database.contacts.insertMany(
    Array.from({ length: 3_000 }, (_, index) =>
      contact({
        organizationId: world.first,
        assigneeIds: [world.ann],
        id: `many-${index}`,
        leadQuality: index % 3 ? "WARM" : "HOT",
        nextFollowUpDate: addDays(world.today, -(index % 90)),
      }),
    ),
  );
  for (const order of ["oldest", "priority"] as const) {
    const matches = matchesInOrder({ today: world.today, order, filter: "all" });
    for (const [index, match] of matches.entries()) {
      const plan = await database.contacts.aggregate(duePipeline(ann(), match, 10)).explain("executionStats");
      const { totalDocsExamined, totalKeysExamined } = statistics(plan);
      expect(totalDocsExamined).toBeLessThanOrEqual(11);
      // The groups that aren't hot pass over the keys of those that are, at most 34 on one day here: a list that comes
      // this far has shown these already.
      expect(totalKeysExamined).toBeLessThanOrEqual(index < 2 ? 12 : 46);
    }
  }
  for (const pipeline of countPipelines(ann(), world.today)) {
    const counting = await database.contacts.aggregate(pipeline).explain("executionStats");
    expect(JSON.stringify(counting)).not.toContain("COLLSCAN");
    expect(statistics(counting).totalDocsExamined).toBe(0);
  }
});

function statistics(plan: unknown): { totalDocsExamined: number; totalKeysExamined: number } {
  const text = JSON.stringify(plan);
  const number = (name: string) => Number(new RegExp(`"${name}":(?:\\{"[^"]+":")?(\\d+)`).exec(text)?.[1] ?? NaN);
  return { totalDocsExamined: number("totalDocsExamined"), totalKeysExamined: number("totalKeysExamined") };
}

test("snooze moves to three days from today, and writes what happened", async () => {
  const change = { ids: ["old", "today", "later"], action: "snooze" as const, today: world.today, now };
  const result = await changeFollowUps(database, ann(), change);
  expect(result).toMatchObject({ outcome: "changed", count: 3 });
  const inThreeDays = addDays(world.today, 3);
  expect(await dateOf("old")).toBe(inThreeDays);
  expect(await dateOf("today")).toBe(inThreeDays);
  expect(await dateOf("later")).toBe(addDays(world.today, 8));
  const activities = await database.activities.find({ contactId: "old" }).toArray();
  expect(activities).toMatchObject([
    {
      organizationId: world.first,
      userId: world.ann,
      action: "snooze",
      at: now,
      dateBefore: addDays(world.today, -9),
      dateAfter: inThreeDays,
    },
  ]);
});

test("snooze until a date, and done", async () => {
  const until = addDays(world.today, 40);
  await changeFollowUps(database, ann(), { ids: ["old"], action: "snooze", until, today: world.today, now });
  expect(await dateOf("old")).toBe(until);
  await changeFollowUps(database, ann(), { ids: ["today"], action: "done", today: world.today, now });
  expect(await dateOf("today")).toBeNull();
});

test("only due ones, when asked: a form sent twice acts once", async () => {
  const change = { ids: ["old"], action: "snooze" as const, today: world.today, now, dueOnly: true };
  expect(await changeFollowUps(database, ann(), change)).toMatchObject({ count: 1 });
  expect(await changeFollowUps(database, ann(), change)).toMatchObject({ count: 0 });
  expect(await database.activities.countDocuments({ contactId: "old" })).toBe(1);
});

test("ids of others are dropped; none assigned is not found; none due is no change", async () => {
  const change = { action: "done" as const, today: world.today, now };
  expect(await changeFollowUps(database, ann(), { ...change, ids: ["bobs", "secret", "missing"] })).toEqual({
    outcome: "notFound",
  });
  expect(await changeFollowUps(database, ann(), { ...change, ids: ["bobs", "today"] })).toMatchObject({ count: 1 });
  expect(await changeFollowUps(database, ann(), { ...change, ids: ["none"] })).toMatchObject({ count: 0 });
  expect(await dateOf("bobs")).not.toBeNull();
});

test("the same id in another organization stays as it is, even for one who works in both", async () => {
  await changeFollowUps(database, ann(), { ids: ["old"], action: "done", today: world.today, now });
  expect(await dateOf("old", world.second)).toBe(addDays(world.today, -9));
});

test("undo puts back the dates that are still what the operation left", async () => {
  const change = { ids: ["old", "today"], action: "done" as const, today: world.today, now };
  const done = await changeFollowUps(database, ann(), change);
  if (done.outcome !== "changed") throw new Error("nothing changed");
  await setFollowUpDates(database, { ...ann(), role: "member" }, { ids: ["today"], date: "2030-01-01", now });
  const { operationId } = done;
  expect(await undoOperation(database, bob(), { operationId, now })).toEqual({ outcome: "notFound" });
  const elsewhere = { ...ann(), organizationId: world.second };
  expect(await undoOperation(database, elsewhere, { operationId, now })).toEqual({ outcome: "notFound" });
  expect(await undoOperation(database, ann(), { operationId, now })).toMatchObject({ outcome: "changed", count: 1 });
  expect(await dateOf("old")).toBe(addDays(world.today, -9));
  expect(await dateOf("today")).toBe("2030-01-01");
  expect(await database.activities.countDocuments({ contactId: "old", action: "undo" })).toBe(1);
  expect(await undoOperation(database, ann(), { operationId, now })).toMatchObject({ count: 1 });
});

test("parallel changes of the same contacts each write one activity or none (ASVS 2.3.4)", async () => {
  const change = { ids: ["old", "today", "shared"], action: "done" as const, today: world.today, now };
  const results = await Promise.all(Array.from({ length: 8 }, () => changeFollowUps(database, ann(), change)));
  const counts = results.map((result) => (result.outcome === "changed" ? result.count : -1)).sort();
  expect(counts).toEqual([0, 0, 0, 0, 0, 0, 0, 3]);
  expect(await database.activities.countDocuments({ action: "done" })).toBe(3);
});

test("a contact that turns cool while the list is read stands there once", async () => {
  const { contacts } = database;
  const aggregate: typeof contacts.aggregate = (...words) => {
    const cursor = contacts.aggregate(...words);
    const toArray = cursor.toArray.bind(cursor);
    cursor.toArray = async () => {
      const found = await toArray();
      await contacts.updateOne({ organizationId: world.first, id: "hot-old" }, { $set: { leadQuality: "COLD" } });
      return found;
    };
    return cursor as never;
  };
  const changing = { ...database, contacts: { aggregate } as typeof contacts };
  const request = { today: world.today, limit: 200, order: "priority", filter: "all" } as const;
  const { followUps } = await readDue(changing, ann(), request);
  expect(followUps.filter(({ id }) => id === "hot-old")).toHaveLength(1);
});
