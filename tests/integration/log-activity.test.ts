import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { NO_CADENCE } from "../../app/domain/cadence.ts";
import { addDays } from "../../app/domain/calendar.ts";
import type { Database } from "../../db/collections.ts";
import { listDoneToday } from "../../db/done-today.ts";
import { logActivity, type Logger, type NewActivity } from "../../db/log-activity.ts";
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

const ann = (): Logger => ({ organizationId: world.first, userId: world.ann, role: "member" });
const bob = (): Logger => ({ organizationId: world.first, userId: world.bob, role: "member" });
const elsewhere = (): Logger => ({ organizationId: world.second, userId: world.ann, role: "member" });
const inDays = (days: number) => addDays(world.today, days);
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

const log = (id: string, fields: Partial<NewActivity> = {}, logger = ann()) =>
  logActivity(database, logger, {
    ...{ id, kind: "call", text: "Wants three", counts: true, now, today: world.today, timeZone: "UTC" },
    ...fields,
  });
const dateOf = async (id: string, organizationId = world.first) =>
  (await database.contacts.findOne({ organizationId, id }))!.nextFollowUpDate;
const setCadence = (id: string, cadenceDays: number) =>
  database.contacts.updateOne({ organizationId: world.first, id }, { $set: { cadenceDays } });
const entriesOf = (contactId: string) =>
  database.activities.find({ organizationId: world.first, contactId }).sort({ at: 1, _id: 1 }).toArray();
const timelineOf = async (contactId: string) =>
  (await entriesOf(contactId)).map(({ action, text, dateBefore, dateAfter }) => [
    action,
    text ?? null,
    dateBefore,
    dateAfter,
  ]);
const undo = (result: Awaited<ReturnType<typeof log>>, scope = ann()) => {
  if (result.outcome !== "logged") throw new Error("nothing was logged");
  return undoOperation(database, scope, { operationId: result.operationId, now });
};

test("contact clears what is due as one operation, and its undo takes both back and leaves the words", async () => {
  const result = await log("old", { seenDate: inDays(-9) });
  expect(result).toMatchObject({ outcome: "logged", effect: "done", nextFollowUpDate: null, count: 1 });
  expect(result).toMatchObject({ later: [{ id: "old" }] });
  expect(await dateOf("old")).toBeNull();
  expect(await timelineOf("old")).toEqual([
    ["call", "Wants three", null, null],
    ["done", null, inDays(-9), null],
  ]);
  const page = { since: ago(1), olderThan: null, limit: 10 };
  const listed = [{ action: "log", kind: "call", count: 1, dateAfter: null, contacts: [{ id: "old" }] }];
  expect((await listDoneToday(database, ann(), page)).operations).toMatchObject(listed);
  const undone = await undo(result);
  expect(undone).toMatchObject({ count: 1 });
  expect(undone).not.toHaveProperty("onlyLogged");
  expect(await dateOf("old")).toBe(inDays(-9));
  expect((await entriesOf("old")).map(({ action, text, undone }) => [action, text, undone])).toEqual([
    ["call", "Wants three", true],
    ["done", undefined, undefined],
    ["undo", undefined, undefined],
  ]);
});

test("a cadence counts anew, whatever the date was, and undo puts that back", async () => {
  for (const [id, before] of [
    ["old", inDays(-9)],
    ["later", inDays(5)],
    ["none", null],
  ] as const) {
    await setCadence(id, 14);
    const result = await log(id);
    expect(result).toMatchObject({ effect: "set", nextFollowUpDate: inDays(14), nextIsSet: true });
    expect(await dateOf(id)).toBe(inDays(14));
    await undo(result);
    expect(await dateOf(id)).toBe(before);
  }
  const cadence = { ...NO_CADENCE, byLeadQuality: { ...NO_CADENCE.byLeadQuality, HOT: 7 } };
  await database.organizations.updateOne({ _id: world.first }, { $set: { cadence } });
  await log("hot-today");
  expect(await dateOf("hot-today")).toBe(inDays(7));
});

test("nothing follows where nothing is due and there is no cadence, nor from a note, nor without the tick", async () => {
  expect(await log("later")).toMatchObject({ effect: "stays", nextFollowUpDate: inDays(5) });
  expect(await log("none")).toMatchObject({ effect: "stays", nextFollowUpDate: null });
  expect(await log("old", { kind: "note" })).toMatchObject({ effect: "stays", nextFollowUpDate: inDays(-9) });
  const unticked = await log("old", { counts: false });
  expect(unticked).toMatchObject({ effect: "stays", nextFollowUpDate: inDays(-9) });
  expect((await timelineOf("old")).map(([action]) => action)).toEqual(["note", "call"]);
  // There is something to take back all the same.
  expect(await undo(unticked)).toMatchObject({ count: 1, onlyLogged: true });
  expect(await undo(unticked)).toMatchObject({ count: 1, onlyLogged: true });
  expect((await entriesOf("old")).map(({ undone }) => undone)).toEqual([undefined, true]);
});

test("what happened earlier stands there, counts from then, and never sets a date before today", async () => {
  await setCadence("old", 14);
  expect(await log("old", { time: ago(4) })).toMatchObject({ effect: "set", nextFollowUpDate: inDays(10) });
  const [call, done] = await entriesOf("old");
  expect(call).toMatchObject({ action: "call", at: ago(4) });
  expect(call!.loggedAt!.getTime()).toBeGreaterThanOrEqual(now.getTime());
  expect(done).toMatchObject({ action: "done", dateBefore: inDays(-9), dateAfter: inDays(10) });
  await setCadence("today", 14);
  const long = await log("today", { time: ago(60) });
  expect(long).toMatchObject({ effect: "stays", nextFollowUpDate: inDays(0) });
  await setCadence("later", 14);
  const set = await log("later", { time: ago(60) });
  expect(set).toMatchObject({ effect: "set", nextFollowUpDate: inDays(0) });
  // An operation is undone by when it was done, not by when what it tells of happened.
  expect(await undo(set)).toMatchObject({ count: 1 });
  expect(await dateOf("later")).toBe(inDays(5));
});

test("the day is the one of the place where it is told", async () => {
  await setCadence("old", 14);
  const time = new Date(`${inDays(-3)}T20:00:00Z`);
  expect(await log("old", { time, timeZone: "Pacific/Auckland" })).toMatchObject({ nextFollowUpDate: inDays(12) });
  await setCadence("today", 14);
  expect(await log("today", { time, timeZone: "America/New_York" })).toMatchObject({ nextFollowUpDate: inDays(11) });
});

test("older than the last contact, or than what was done, it is logged and changes nothing", async () => {
  await setCadence("old", 14);
  await log("old", { time: ago(2) });
  for (const direction of ["out", "in"] as const) {
    expect(await log("old", { time: ago(3), direction })).toMatchObject({
      effect: "later",
      nextFollowUpDate: inDays(12),
    });
  }
  expect(await log("old", { time: ago(1) })).toMatchObject({ effect: "set", nextFollowUpDate: inDays(13) });
  await log("shared", { outcome: "noAnswer" });
  const afterVain = await log("shared", { time: ago(1) });
  expect(afterVain).toMatchObject({ effect: "stays" });
  await setCadence("shared", 14);
  expect(await log("shared", { time: ago(1) })).toMatchObject({ effect: "set", nextFollowUpDate: inDays(13) });
  // What was taken back is no contact.
  const back = await log("hot-old");
  expect(await log("hot-old", { time: ago(1) })).toMatchObject({ effect: "later" });
  await undo(back);
  expect(await log("hot-old", { time: ago(1) })).toMatchObject({ effect: "done" });
});

test("a reply brings a date in the future back to today, and leaves what is due and who has no date", async () => {
  const result = await log("later", { kind: "email", direction: "in", time: ago(0.1) });
  expect(result).toMatchObject({ effect: "back", nextFollowUpDate: inDays(0) });
  expect(await timelineOf("later")).toEqual([
    ["email", "Wants three", null, null],
    ["set", null, inDays(5), inDays(0)],
  ]);
  await undo(result);
  expect(await dateOf("later")).toBe(inDays(5));
  for (const [id, date] of [
    ["old", inDays(-9)],
    ["none", null],
    ["archived", inDays(-30)],
  ] as const) {
    expect(await log(id, { direction: "in" })).toMatchObject({ effect: "stays", nextFollowUpDate: date });
  }
  expect(await log("later", { direction: "in", counts: false })).toMatchObject({ effect: "stays" });
});

test("a follow-up that was moved meanwhile stays, and what was said is kept", async () => {
  expect(await log("old", { seenDate: inDays(-8) })).toMatchObject({ effect: "meanwhile", count: 1 });
  expect(await dateOf("old")).toBe(inDays(-9));
  expect((await timelineOf("old")).map(([action]) => action)).toEqual(["call"]);
});

test("the same form acts once, and other words under its key are refused", async () => {
  const operationId = `op_${"a".repeat(20)}`;
  const first = await log("old", { operationId });
  expect(await log("old", { operationId })).toEqual(first);
  expect(await timelineOf("old")).toHaveLength(2);
  for (const other of [{ text: "Else" }, { kind: "email" }, { time: ago(1) }, { counts: false }] as const) {
    expect(await log("old", { operationId, ...other })).toMatchObject({ outcome: "reused" });
  }
  const record = await database.operations.findOne({ operationId });
  expect(JSON.stringify(record)).not.toContain("Wants three");
});

test("what came of it goes by the organization's rules, and a call that was in vain is no contact", async () => {
  expect(await log("old", { outcome: "noAnswer" })).toMatchObject({ effect: "done", count: 1 });
  expect((await entriesOf("old")).map(({ action, outcome }) => [action, outcome])).toEqual([
    ["call", "noAnswer"],
    ["done", "noAnswer"],
  ]);
  expect(await log("bobs", { outcome: "noAnswer", text: "" }, { ...ann(), role: "admin" })).toMatchObject({
    ...{ outcome: "logged", effect: "meanwhile", count: 0 },
  });
  expect(await timelineOf("bobs")).toEqual([]);
});

test("nobody reaches a contact of another member or organization; who sees it may log, as an API key does", async () => {
  expect(await log("old", {}, bob())).toEqual({ outcome: "notFound" });
  expect(await log("hot-old", {}, elsewhere())).toEqual({ outcome: "notFound" });
  expect([await timelineOf("old"), await timelineOf("hot-old")]).toEqual([[], []]);
  const before = await dateOf("old", world.second);
  await log("old");
  expect(await dateOf("old", world.second)).toBe(before);
  const admin = { ...ann(), role: "admin" } as const;
  const others = await log("bobs", {}, admin);
  expect(others).toMatchObject({ effect: "done", nextFollowUpDate: null });
  expect(others).not.toHaveProperty("later");
  expect(await undo(others, admin)).toMatchObject({ count: 1 });
  expect(await dateOf("bobs")).toBe(inDays(-2));
  const key = { organizationId: world.first, userId: "key_x", role: "admin", isKey: true } as const;
  expect(await log("bobs", {}, key)).toMatchObject({ effect: "done" });
  expect((await entriesOf("bobs")).slice(-2)).toMatchObject([{ userId: null }, { userId: null }]);
});
