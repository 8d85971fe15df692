import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { NO_CADENCE } from "../../app/domain/cadence.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { changeFollowUps, setFollowUpDates } from "../../db/change-follow-ups.ts";
import type { Database } from "../../db/collections.ts";
import { setLeadQuality } from "../../db/lead-quality.ts";
import { setNextFollowUps } from "../../db/next-follow-ups.ts";
import { undoOperation } from "../../db/undo-operation.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let test_: TestDatabase;
let database: Database;
let world: TwoOrganizations;
const now = new Date();
const operationId = "op_chosen_by_the_caller_1";
const newOperationId = "op_chosen_by_the_caller_2";

beforeAll(async () => {
  test_ = await borrowDatabase();
  database = test_.database;
});
afterAll(() => test_.close());
beforeEach(async () => {
  await Promise.all(
    (["organizations", "users", "contacts", "activities", "operations"] as const).map((name) =>
      database[name].deleteMany({}),
    ),
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
const undo = () => undoOperation(database, ann(), { operationId, now });
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

test("a request that changed nothing is answered the same, whatever has happened since", async () => {
  await change(["today"], "done");
  const other = { ids: ["today"], action: "snooze" as const, today: world.today, now, operationId: newOperationId };
  const first = await changeFollowUps(database, ann(), other);
  expect(first).toMatchObject({ outcome: "changed", count: 0 });
  await setFollowUpDates(database, ann(), { ids: ["today"], date: inDays(-1), now });
  expect(await changeFollowUps(database, ann(), other)).toEqual(first);
  expect(await dateOf("today")).toBe(inDays(-1));
});

test.each([
  { ids: ["old"], action: "done" as const },
  { ids: ["old", "today"], action: "snooze" as const },
  { ids: ["today"], action: "snooze" as const },
  { ids: ["old"], action: "snooze" as const, until: "2099-01-01" },
])("another request under a known id is refused with what it was: %j", async (other) => {
  await change(["old"], "snooze");
  const dates = [await dateOf("old"), await dateOf("today")];
  const again = { ...other, today: world.today, now, operationId };
  expect(await changeFollowUps(database, ann(), again)).toEqual({ outcome: "reused", request: "snooze of old" });
  expect([await dateOf("old"), await dateOf("today")]).toEqual(dates);
  expect(await made()).toBe(1);
});

test("the order of the contacts and repeats among them are no other request", async () => {
  const first = await change(["old", "today"], "snooze");
  expect(await change(["today", "old", "today"], "snooze")).toEqual(first);
});

test("an undo takes back once, also where the date has come to be the same again", async () => {
  await change(["today"], "snooze");
  const first = await undo();
  expect(first).toMatchObject({ outcome: "changed", count: 1 });
  await setFollowUpDates(database, ann(), { ids: ["today"], date: inDays(3), now });
  expect(await undo()).toEqual(first);
  expect(await dateOf("today")).toBe(inDays(3));
});

test("an undo that took nothing back takes nothing back later either", async () => {
  await change(["today"], "snooze");
  await setFollowUpDates(database, ann(), { ids: ["today"], date: inDays(9), now });
  const first = await undo();
  expect(first).toMatchObject({ count: 0 });
  await setFollowUpDates(database, ann(), { ids: ["today"], date: inDays(3), now });
  expect(await undo()).toEqual(first);
  expect(await dateOf("today")).toBe(inDays(3));
});

test("two undos at once take back once and tell the same", async () => {
  await change(["old", "today"], "done");
  const [one, other] = await Promise.all([undo(), undo()]);
  expect(one).toMatchObject({ count: 2 });
  expect(other).toEqual(one);
  expect(await database.activities.countDocuments({ action: "undo" })).toBe(2);
});

test("a date that was set without a chosen id is undone once too", async () => {
  const set = await setFollowUpDates(database, ann(), { ids: ["today"], date: inDays(5), now });
  const setId = set.outcome === "changed" ? set.operationId : "";
  const undoSet = () => undoOperation(database, ann(), { operationId: setId, now });
  const first = await undoSet();
  expect(first).toMatchObject({ count: 1 });
  await setFollowUpDates(database, ann(), { ids: ["today"], date: inDays(5), now });
  expect(await undoSet()).toEqual(first);
  expect(await dateOf("today")).toBe(inDays(5));
});

test("what was done more than thirty days ago isn't undone, and its id isn't used again", async () => {
  await change(["today"], "snooze");
  const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
  expect(await undoOperation(database, ann(), { operationId, now: days(31) })).toEqual({ outcome: "notFound" });
  await database.operations.deleteMany({});
  expect(await change(["today"], "done")).toMatchObject({ outcome: "reused" });
  expect(await undoOperation(database, ann(), { operationId, now: days(29) })).toMatchObject({ count: 1 });
});

test("a lead quality is set once by one id, and another under it is refused", async () => {
  const set = (leadQuality: "HOT" | "WARM") =>
    setLeadQuality(database, ann(), { id: "old", leadQuality, now, operationId });
  const qualityOf = async () =>
    (await database.contacts.findOne({ organizationId: world.first, id: "old" }))!.leadQuality;
  const first = await set("HOT");
  expect(first).toMatchObject({ outcome: "set", before: null });
  await setLeadQuality(database, ann(), { id: "old", leadQuality: "COLD", now });
  expect(await set("HOT")).toEqual(first);
  expect(await qualityOf()).toBe("COLD");
  expect(await set("WARM")).toEqual({ outcome: "reused", request: "lead quality of old, leadQuality: HOT" });
  expect(await change(["old"], "done")).toMatchObject({ outcome: "reused" });
  const from = { id: "old", leadQuality: "HOT" as const, now, operationId: newOperationId };
  expect(await setLeadQuality(database, ann(), { ...from, from: null })).toMatchObject({ outcome: "kept" });
  expect(await setLeadQuality(database, ann(), from)).toMatchObject({ outcome: "reused" });
});

test("the next dates of another operation under a known id are refused", async () => {
  await useCadence(false);
  await change(["hot-old"], "done");
  const next = { operationId, newOperationId, today: world.today, now };
  await setNextFollowUps(database, ann(), next);
  const other = { ...next, operationId: "op_of_something_else_entirely" };
  expect(await setNextFollowUps(database, ann(), other)).toMatchObject({
    outcome: "reused",
    request: `next of ${operationId}`,
  });
});
