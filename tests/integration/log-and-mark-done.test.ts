import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { NO_CADENCE } from "../../app/domain/cadence.ts";
import { addDays } from "../../app/domain/calendar.ts";
import type { Database } from "../../db/collections.ts";
import { listDoneToday } from "../../db/done-today.ts";
import { logAndMarkDone } from "../../db/log-and-mark-done.ts";
import { undoOperation } from "../../db/undo-operation.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase, emptyDatabase } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let test_: TestDatabase;
let database: Database;
let world: TwoOrganizations;
const now = new Date();

beforeAll(async () => {
  test_ = await borrowDatabase();
  database = test_.database;
});
afterAll(() => test_.close());
beforeEach(async () => {
  await emptyDatabase(database);
  world = await plantTwoOrganizations(database);
});

const ann = () => ({ organizationId: world.first, userId: world.ann, role: "member" as const });
const bob = () => ({ organizationId: world.first, userId: world.bob, role: "member" as const });
const elsewhere = () => ({ organizationId: world.second, userId: world.ann, role: "member" as const });
const inDays = (days: number) => addDays(world.today, days);

const log = (
  id: string,
  fields: { seenDate?: string; operationId?: string; text?: string; outcome?: "noAnswer" } = {},
  scope: { role: "member" | "admin"; organizationId: string; userId: string } = ann(),
) =>
  logAndMarkDone(database, scope, {
    ...{ id, kind: "call", text: "Wants three", now, today: world.today, seenDate: undefined },
    ...fields,
  });
const dateOf = async (id: string, organizationId = world.first) =>
  (await database.contacts.findOne({ organizationId, id }))!.nextFollowUpDate;
const timelineOf = async (contactId: string) =>
  (await database.activities.find({ organizationId: world.first, contactId }).sort({ at: 1 }).toArray()).map(
    ({ action, text, dateBefore, dateAfter }) => [action, text ?? null, dateBefore, dateAfter],
  );

test("what was said and that it is done are one operation, and its undo puts the date back and leaves the words", async () => {
  const result = await log("old", { seenDate: inDays(-9) });
  expect(result).toMatchObject({ outcome: "changed", count: 1, next: [] });
  expect(await dateOf("old")).toBeNull();
  expect(await timelineOf("old")).toEqual([
    ["call", "Wants three", null, null],
    ["done", null, inDays(-9), null],
  ]);
  const [operationId] = await database.activities.distinct("operationId", { contactId: "old" });
  expect(result).toMatchObject({ operationId });
  const page = { since: new Date(now.getTime() - 60_000), olderThan: null, limit: 10 };
  expect((await listDoneToday(database, ann(), page)).operations).toMatchObject([
    { action: "done", count: 1, dateAfter: null, contacts: [{ id: "old" }] },
  ]);
  expect(await undoOperation(database, ann(), { operationId: operationId!, now })).toMatchObject({ count: 1 });
  expect(await dateOf("old")).toBe(inDays(-9));
  expect((await timelineOf("old")).map(([action]) => action)).toEqual(["call", "done", "undo"]);
});

test("the next date by cadence is offered or set, as after any other done", async () => {
  const cadence = { ...NO_CADENCE, byLeadQuality: { ...NO_CADENCE.byLeadQuality, HOT: 7 } };
  const organization = (automatic: boolean) =>
    database.organizations.updateOne({ _id: world.first }, { $set: { cadence: { ...cadence, automatic } } });
  await organization(false);
  expect(await log("hot-today")).toMatchObject({ nextIsSet: false, next: [{ id: "hot-today" }] });
  expect(await dateOf("hot-today")).toBeNull();
  await organization(true);
  const set = await log("hot-old");
  expect(set).toMatchObject({ nextIsSet: true, next: [{ id: "hot-old" }] });
  expect(await dateOf("hot-old")).toBe(inDays(7));
  if (set.outcome !== "changed") throw new Error("nothing changed");
  await undoOperation(database, ann(), { operationId: set.operationId, now });
  expect(await dateOf("hot-old")).toBe(inDays(-4));
});

test("a follow-up that was moved meanwhile stays, one that is cleared too, and what was said is kept", async () => {
  expect(await log("old", { seenDate: inDays(-8) })).toMatchObject({ outcome: "changed", count: 0 });
  expect(await dateOf("old")).toBe(inDays(-9));
  expect(await log("none")).toMatchObject({ outcome: "changed", count: 0 });
  expect((await timelineOf("old")).concat(await timelineOf("none")).map(([action]) => action)).toEqual([
    "call",
    "call",
  ]);
});

test("the same form acts once, and other words under its key are refused", async () => {
  const operationId = `op_${"a".repeat(20)}`;
  const first = await log("old", { operationId });
  expect(await log("old", { operationId })).toEqual(first);
  expect(await timelineOf("old")).toHaveLength(2);
  const other = { id: "old", kind: "call", text: "Else", now, today: world.today, seenDate: undefined } as const;
  expect(await logAndMarkDone(database, ann(), { ...other, operationId })).toMatchObject({ outcome: "reused" });
  const record = await database.operations.findOne({ operationId });
  expect(JSON.stringify(record)).not.toContain("Wants three");
});

test("what came of another's follow-up is nothing new, as an admin sees it, and nobody else does", async () => {
  const outcome = { outcome: "noAnswer", text: "" } as const;
  expect(await log("bobs", outcome, { ...ann(), role: "admin" })).toMatchObject({ outcome: "changed", count: 0 });
  expect(await log("bobs", outcome)).toEqual({ outcome: "notFound" });
  expect(await timelineOf("bobs")).toEqual([]);
});

test("nobody reaches a contact of another member or organization; an admin logs, and leaves another's follow-up", async () => {
  expect(await log("old", {}, bob())).toEqual({ outcome: "notFound" });
  expect(await log("hot-old", {}, elsewhere())).toEqual({ outcome: "notFound" });
  expect([await timelineOf("old"), await timelineOf("hot-old")]).toEqual([[], []]);
  expect([await dateOf("old"), await dateOf("hot-old")]).toEqual([inDays(-9), inDays(-4)]);
  const before = await dateOf("bobs");
  expect(before).not.toBeNull();
  expect(await log("bobs", {}, { ...ann(), role: "admin" })).toMatchObject({ outcome: "changed", count: 0 });
  expect(await dateOf("bobs")).toBe(before);
});
