import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { NO_CADENCE } from "../../app/domain/cadence.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { changeFollowUps, setFollowUpDates, undoOperation } from "../../db/change-follow-ups.ts";
import type { Database } from "../../db/collections.ts";
import { setNextFollowUps } from "../../db/next-follow-ups.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let test_: TestDatabase;
let database: Database;
let world: TwoOrganizations;
const now = new Date();
const operationId = "op_chosen_by_the_caller_1";
const newOperationId = "op_chosen_by_the_caller_2";

beforeAll(async () => {
  test_ = await openTestDatabase();
  database = test_.database;
});
afterAll(() => test_.close());
beforeEach(async () => {
  await Promise.all(
    (["organizations", "users", "contacts", "activities"] as const).map((name) => database[name].deleteMany({})),
  );
  world = await plantTwoOrganizations(database);
});

const ann = () => ({ organizationId: world.first, userId: world.ann, role: "member" as const });
const bob = () => ({ ...ann(), userId: world.bob });
const elsewhere = () => ({ ...ann(), organizationId: world.second });
const inDays = (days: number) => addDays(world.today, days);
const dateOf = async (id: string, organizationId = world.first) =>
  (await database.contacts.findOne({ organizationId, id }))!.nextFollowUpDate;
const made = () => database.activities.countDocuments({ operationId });
const change = (ids: string[], action: "done" | "snooze", scope = ann()) =>
  changeFollowUps(database, scope, { ids, action, today: world.today, now, operationId });
const useCadence = (automatic: boolean) =>
  database.organizations.updateOne(
    { _id: world.first },
    { $set: { cadence: { ...NO_CADENCE, automatic, byLeadQuality: { ...NO_CADENCE.byLeadQuality, HOT: 7 } } } },
  );

test("sent again it is answered as at first, and changes nothing any more", async () => {
  const first = await change(["old", "today"], "snooze");
  expect(first).toMatchObject({ outcome: "changed", count: 2, operationId });
  await setFollowUpDates(database, ann(), { ids: ["old"], date: inDays(40), now });
  expect(await change(["old", "today"], "snooze")).toEqual(first);
  expect([await dateOf("old"), await dateOf("today")]).toEqual([inDays(40), inDays(3)]);
  expect(await made()).toBe(2);
});

test("sent twice at once it is done once", async () => {
  const answers = await Promise.all([change(["today"], "snooze"), change(["today"], "snooze")]);
  expect(answers).toMatchObject([{ count: 1 }, { count: 1 }]);
  expect(await dateOf("today")).toBe(inDays(3));
  expect(await made()).toBe(1);
});

test("the id belongs to the user and the organization", async () => {
  await change(["shared"], "snooze");
  expect(await undoOperation(database, bob(), { operationId, now })).toEqual({ outcome: "notFound" });
  expect(await change(["bobs"], "snooze", bob())).toMatchObject({ count: 1 });
  expect(await change(["old"], "done", elsewhere())).toMatchObject({ count: 1 });
  expect(await dateOf("old", world.second)).toBeNull();
  expect(await dateOf("old")).toBe(inDays(-9));
  expect(await undoOperation(database, ann(), { operationId, now })).toMatchObject({ count: 1 });
  expect([await dateOf("shared"), await dateOf("bobs")]).toEqual([inDays(-2), inDays(3)]);
});

test.each([false, true])("the next dates are told again, set by itself: %s", async (automatic) => {
  await useCadence(automatic);
  const first = await change(["hot-old", "today"], "done");
  expect(first).toMatchObject({ next: [{ id: "hot-old", date: inDays(7) }], nextIsSet: automatic });
  expect(await change(["hot-old", "today"], "done")).toEqual(first);
});

test("the next dates are set once", async () => {
  await useCadence(false);
  await change(["hot-old"], "done");
  const next = { operationId, newOperationId, today: world.today, now };
  const set = await setNextFollowUps(database, ann(), next);
  expect(set).toEqual({ outcome: "changed", count: 1, operationId: newOperationId });
  await setFollowUpDates(database, ann(), { ids: ["hot-old"], date: null, now });
  expect(await setNextFollowUps(database, ann(), next)).toEqual(set);
  expect(await dateOf("hot-old")).toBeNull();
});
