import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { NO_CADENCE, type CadenceSettings } from "../../app/domain/cadence.ts";
import { NO_WORKING_CALENDAR } from "../../app/domain/working-calendar.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { findContactCadence, findSettings, saveSettings, setContactCadence } from "../../db/cadence.ts";
import { changeFollowUps } from "../../db/change-follow-ups.ts";
import type { Database } from "../../db/collections.ts";
import { findProfile } from "../../db/contacts.ts";
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

const ann = () => ({ organizationId: world.first, userId: world.ann, role: "member" as const });
const bob = () => ({ organizationId: world.first, userId: world.bob, role: "member" as const });
const admin = () => ({ ...ann(), role: "admin" as const });
const elsewhere = () => ({ organizationId: world.second, userId: world.ann, role: "member" as const });

const dateOf = async (id: string, organizationId = world.first) =>
  (await database.contacts.findOne({ organizationId, id }))!.nextFollowUpDate;
const inDays = (days: number) => addDays(world.today, days);

async function useCadence(cadence: Partial<CadenceSettings>, organizationId = world.first): Promise<void> {
  await database.organizations.updateOne({ _id: organizationId }, { $set: { cadence: { ...NO_CADENCE, ...cadence } } });
}
const HOT_WEEKLY = { byLeadQuality: { ...NO_CADENCE.byLeadQuality, HOT: 7 } };

async function markDone(ids: string[], scope = ann()) {
  const result = await changeFollowUps(database, scope, { ids, action: "done", today: world.today, now });
  if (result.outcome !== "changed") throw new Error("nothing changed");
  return result;
}
const accept = (operationId: string, scope = ann()) =>
  setNextFollowUps(database, scope, { operationId, today: world.today, now });

test("an organization that has chosen nothing has no cadence, and done is as ever", async () => {
  const done = await markDone(["hot-old", "old"]);
  expect(done).toMatchObject({ count: 2, next: [], nextIsSet: false });
  expect(await accept(done.operationId)).toMatchObject({ outcome: "changed", count: 0 });
  expect(await dateOf("hot-old")).toBeNull();
});

test("done clears and offers; accepting sets, once, and each is undone by itself", async () => {
  await useCadence(HOT_WEEKLY);
  await setContactCadence(database, ann(), { id: "old", cadenceDays: 3, now });
  const done = await markDone(["hot-old", "old", "today"]);
  expect(done).toMatchObject({ count: 3, nextIsSet: false });
  expect(done.next).toHaveLength(2);
  expect(done.next).toEqual(
    expect.arrayContaining([
      { id: "hot-old", date: inDays(7) },
      { id: "old", date: inDays(3) },
    ]),
  );
  expect(await dateOf("hot-old")).toBeNull();

  const set = await accept(done.operationId);
  if (set.outcome !== "changed") throw new Error("not found");
  expect(set.count).toBe(2);
  expect([await dateOf("hot-old"), await dateOf("old"), await dateOf("today")]).toEqual([inDays(7), inDays(3), null]);
  expect(await accept(done.operationId)).toMatchObject({ count: 0 });
  expect(await database.activities.find({ operationId: set.operationId }).toArray()).toMatchObject([
    { action: "set", userId: world.ann, dateBefore: null },
    { action: "set", userId: world.ann, dateBefore: null },
  ]);

  expect(await undoOperation(database, ann(), { operationId: set.operationId, now })).toMatchObject({ count: 2 });
  expect(await dateOf("hot-old")).toBeNull();
  expect(await undoOperation(database, ann(), { operationId: done.operationId, now })).toMatchObject({ count: 3 });
  expect(await dateOf("hot-old")).toBe(inDays(-4));
});

test("a date that was set in the meantime stays", async () => {
  await useCadence(HOT_WEEKLY);
  const { operationId } = await markDone(["hot-old", "hot-today"]);
  await database.contacts.updateOne(
    { organizationId: world.first, id: "hot-old" },
    { $set: { nextFollowUpDate: inDays(90) } },
  );
  expect(await accept(operationId)).toMatchObject({ count: 1 });
  expect(await dateOf("hot-old")).toBe(inDays(90));
});

test("counted from the previous date, the rhythm stays", async () => {
  await useCadence({ ...HOT_WEEKLY, from: "previous" });
  const { operationId, next } = await markDone(["hot-old"]);
  expect(next).toEqual([{ id: "hot-old", date: inDays(3) }]);
  await accept(operationId);
  expect(await dateOf("hot-old")).toBe(inDays(3));
});

test("set by itself: one activity, and undo puts back the date before", async () => {
  await useCadence({ ...HOT_WEEKLY, automatic: true });
  const done = await markDone(["hot-old", "today"]);
  expect(done).toMatchObject({ count: 2, nextIsSet: true, next: [{ id: "hot-old", date: inDays(7) }] });
  expect([await dateOf("hot-old"), await dateOf("today")]).toEqual([inDays(7), null]);
  const activities = await database.activities.find({ contactId: "hot-old" }).toArray();
  expect(activities).toMatchObject([{ action: "done", dateBefore: inDays(-4), dateAfter: inDays(7) }]);
  expect(await undoOperation(database, ann(), { operationId: done.operationId, now })).toMatchObject({ count: 2 });
  expect([await dateOf("hot-old"), await dateOf("today")]).toEqual([inDays(-4), world.today]);
});

test("done is written even where the next date is the same day", async () => {
  await useCadence({ byLeadQuality: { ...NO_CADENCE.byLeadQuality, none: 5 }, automatic: true });
  expect(await markDone(["later"])).toMatchObject({ count: 1 });
  expect(await database.activities.countDocuments({ contactId: "later", action: "done" })).toBe(1);
  expect(await dateOf("later")).toBe(inDays(5));
});

test("only the one who marked it done, in that organization, sets the next date", async () => {
  await useCadence(HOT_WEEKLY);
  await useCadence({ byLeadQuality: { ...NO_CADENCE.byLeadQuality, none: 5 } }, world.second);
  const { operationId } = await markDone(["old", "hot-old", "shared"]);
  expect(await accept(operationId, bob())).toEqual({ outcome: "notFound" });
  expect(await accept(operationId, elsewhere())).toEqual({ outcome: "notFound" });
  expect(await dateOf("old", world.second)).toBe(inDays(-9));
  const snoozed = await changeFollowUps(database, ann(), { ids: ["today"], action: "snooze", today: world.today, now });
  if (snoozed.outcome !== "changed") throw new Error("nothing changed");
  expect(await accept(snoozed.operationId)).toEqual({ outcome: "notFound" });
  // The other organization's cadence is its own.
  expect(await accept(operationId)).toMatchObject({ count: 1 });
});

test("a contact that was given to somebody else is left alone", async () => {
  await useCadence(HOT_WEEKLY);
  const { operationId } = await markDone(["hot-old"]);
  await database.contacts.updateOne(
    { organizationId: world.first, id: "hot-old" },
    { $set: { assigneeIds: [world.bob] } },
  );
  expect(await accept(operationId)).toMatchObject({ count: 0 });
  expect(await dateOf("hot-old")).toBeNull();
});

test("the activities of an operation come from their index", async () => {
  const { operationId } = await markDone(["hot-old", "old"]);
  const plan = await database.activities
    .find({ organizationId: world.first, userId: world.ann, operationId })
    .explain("executionStats");
  expect(plan.executionStats).toMatchObject({ nReturned: 2, totalDocsExamined: 2 });
});

test("settings are an admin's, of the own organization", async () => {
  const outcomeRules = { noAnswerDays: 2, leftMessageDays: 3, mostTries: 4 };
  const rules = { cadence: { ...NO_CADENCE, skipWeekends: true }, outcomeRules, workingCalendar: NO_WORKING_CALENDAR };
  const settings = { name: "Renamed", timeZone: "Asia/Tokyo", hotOverdueDays: 5, ...rules };
  expect(await findSettings(database, ann())).toBeNull();
  expect(await saveSettings(database, ann(), settings)).toBe(false);
  expect(await findSettings(database, admin())).toMatchObject({ name: "first", cadence: NO_CADENCE });
  expect(await saveSettings(database, admin(), settings)).toBe(true);
  expect(await findSettings(database, admin())).toEqual(settings);
  const second = await database.organizations.findOne({ _id: world.second });
  expect(second).toMatchObject({ name: "second", timeZone: "UTC" });
});

test("the database refuses a cadence that is none", async () => {
  const cadence = { ...NO_CADENCE, byLeadQuality: { ...NO_CADENCE.byLeadQuality, HOT: 1.5 } };
  await expect(useCadence(cadence)).rejects.toThrow(/validation/i);
  const cadenceDays = 731;
  await expect(setContactCadence(database, ann(), { id: "old", cadenceDays, now })).rejects.toThrow(/validation/i);
  expect(await database.activities.countDocuments({})).toBe(0);
});

test("a contact's cadence is for those who see the contact", async () => {
  expect(await setContactCadence(database, ann(), { id: "bobs", cadenceDays: 3, now })).toBeNull();
  expect(await setContactCadence(database, ann(), { id: "secret", cadenceDays: 3, now })).toBeNull();
  expect(await findContactCadence(database, ann(), "bobs")).toBeNull();
  expect(await setContactCadence(database, admin(), { id: "bobs", cadenceDays: 3, now })).toEqual({
    cadenceDays: null,
  });
  expect(await findContactCadence(database, bob(), "bobs")).toEqual({
    cadenceDays: 3,
    leadQuality: null,
    settings: NO_CADENCE,
  });
  await setContactCadence(database, ann(), { id: "old", cadenceDays: 9, now });
  expect(await findContactCadence(database, elsewhere(), "old")).toMatchObject({ cadenceDays: null });
});

test("a contact's cadence is written on its timeline, where it changes", async () => {
  const later = new Date(now.getTime() + 1_000);
  const set = (cadenceDays: number | null, at: Date, scope = ann()) =>
    setContactCadence(database, scope, { id: "old", cadenceDays, now: at });
  expect(await set(null, later)).toEqual({ cadenceDays: null });
  const untouched = await database.contacts.findOne({ organizationId: world.first, id: "old" });
  expect(untouched).not.toHaveProperty("cadenceDays");
  expect(untouched!.updatedAt).not.toEqual(later);
  expect(await database.activities.countDocuments({})).toBe(0);

  const steps = [14, 14, 0, 1, null, null];
  for (const [step, days] of steps.entries()) {
    const cadenceDays = steps[step - 1] ?? null;
    expect(await set(days, new Date(now.getTime() + step))).toEqual({ cadenceDays });
  }
  const profile = await findProfile(database, ann(), "old");
  const told = profile!.activities.map(({ action, userName, changes }) => ({ action, userName, changes }));
  const cadence = (before: string | null, after: string | null) => ({
    ...{ action: "edit", userName: "ann", changes: [{ field: "cadence", before, after }] },
  });
  expect(told).toEqual([
    cadence("every day", null),
    cadence("none", "every day"),
    cadence("every 14 days", "none"),
    cadence(null, "every 14 days"),
  ]);
  expect(await database.activities.countDocuments({ organizationId: { $ne: world.first } })).toBe(0);
});

test("a cadence and its activity are written together, or neither (ASVS 2.3.3)", async () => {
  const activities = Object.assign(Object.create(database.activities) as typeof database.activities, {
    insertMany: () => Promise.reject(new Error("The disk is full")),
  });
  const broken = { ...database, activities };
  await expect(setContactCadence(broken, ann(), { id: "old", cadenceDays: 3, now })).rejects.toThrow("disk");
  expect(await findContactCadence(database, ann(), "old")).toMatchObject({ cadenceDays: null });
});

test("of the same cadence set many times at once, the timeline tells one", async () => {
  const set = () => setContactCadence(database, ann(), { id: "old", cadenceDays: 3, now });
  expect(await Promise.all([set(), set(), set(), set()])).toHaveLength(4);
  expect(await database.activities.countDocuments({ contactId: "old" })).toBe(1);
});

test("a lead quality is set by those who see the contact, and written on its timeline", async () => {
  const set = (id: string, leadQuality: "WARM" | null, scope = ann()) =>
    setLeadQuality(database, scope, { id, leadQuality, now });
  expect(await set("bobs", "WARM")).toEqual({ outcome: "notFound" });
  expect(await set("secret", "WARM")).toEqual({ outcome: "notFound" });
  expect(await set("hot-old", "WARM")).toEqual({ outcome: "set", contactName: "Hana Hot", before: "HOT" });
  expect(await set("hot-old", "WARM")).toEqual({ outcome: "set", contactName: "Hana Hot", before: "WARM" });
  expect(await set("today", null)).toEqual({ outcome: "set", contactName: "Tara Today", before: "COLD" });
  await set("old", "WARM");
  expect(await database.contacts.findOne({ organizationId: world.second, id: "old" })).toMatchObject({
    leadQuality: null,
  });
  const activities = await database.activities.find({ contactId: "hot-old" }).toArray();
  expect(activities).toMatchObject([
    { action: "edit", userId: world.ann, changes: [{ field: "leadQuality", before: "HOT", after: "WARM" }] },
  ]);
});
