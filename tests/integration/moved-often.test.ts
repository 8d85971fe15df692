import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import type { ActivityDocument } from "../../db/collections.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import { contact } from "../support/two-organizations.ts";

let trial: AdminsTrial;

beforeAll(async () => {
  trial = await startAdminsTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  const { first, second, bob, cid } = trial.world;
  const { contacts, activities, operations } = database();
  await Promise.all([contacts.deleteMany({}), activities.deleteMany({}), operations.deleteMany({})]);
  const ofBob = { organizationId: first, assigneeIds: [bob], nextFollowUpDate: inDays(-3) };
  await contacts.insertMany([
    contact({ ...ofBob, id: "a", name: "Ada", leadQuality: "WARM" }),
    contact({ ...ofBob, id: "b", name: "Ben" }),
    contact({ ...ofBob, organizationId: second, assigneeIds: [cid], id: "a", name: "Other" }),
  ]);
  await activities.insertMany(Array.from({ length: 5 }, (_, place) => move("a", place)));
});

const database = () => trial.connection.database;
const inDays = (days: number) => addDays(trial.world.today, days);
const stored = async (id: string, organizationId = trial.world.first) =>
  (await database().contacts.findOne({ organizationId, id }))!;
const move = (contactId: string, place: number, rest: Partial<ActivityDocument> = {}): ActivityDocument => ({
  ...{ organizationId: trial.world.first, contactId, userId: trial.world.bob, action: "snooze" },
  ...{ at: new Date(Date.now() - (20 - 3 * place) * 86_400_000), operationId: `op_planted_${contactId}_${place}` },
  ...{ dateBefore: inDays(-18 + 3 * place), dateAfter: inDays(-15 + 3 * place) },
  ...rest,
});
async function row(id: string) {
  const { body } = await trial.bob.api("/api/follow-ups/due?limit=200", "GET");
  return (body as { followUps: { id: string; moves?: number; reason: string }[] }).followUps.find(
    (followUp) => followUp.id === id,
  )!;
}
const change = async (body: object, browser = trial.bob) => {
  const answer = await browser.api("/api/follow-ups/due", "PATCH", body);
  return { status: answer.status, ...(answer.body as unknown as { operationId: string }) };
};
const undo = (operationId: string) => trial.bob.api("/api/follow-ups/undo", "POST", { operationId });
const pages = ["/contacts/a", "/follow-ups/work?filter=overdue"];

test("the row, the profile and one at a time say so, and offer what can be done", async () => {
  expect(await row("a")).toMatchObject({ moves: 5, reason: "Follow-up overdue by 3 days" });
  expect(await row("b")).not.toHaveProperty("moves");
  for (const path of [...pages, "/follow-ups?filter=overdue", "/dashboard"]) {
    expect(await htmlOf(trial.bob.fetch(path)), path).toContain("overdue by 3 days · Moved 5 times without contact");
  }
  for (const path of pages) {
    const html = await htmlOf(trial.bob.fetch(path));
    expect(html, path).toMatch(/name="action" value="nurture"/);
    expect(html, path).toMatch(/name="action" value="clear"/);
  }
  expect(await htmlOf(trial.bob.fetch("/contacts/b"))).not.toContain('value="nurture"');
});

test("fewer say nothing, nor do those before contact, or what was taken back", async () => {
  const { operationId } = await change({ action: "snooze", personId: "a" });
  await undo(operationId);
  expect(await row("a")).toMatchObject({ moves: 5 });
  await database().activities.deleteOne({ operationId: "op_planted_a_0" });
  expect(await row("a")).not.toHaveProperty("moves");
  await database().activities.insertOne(move("a", 0));
  await trial.bob.api("/api/contacts/a/activities", "POST", { kind: "call", countsAsFollowUp: false });
  expect(await row("a")).not.toHaveProperty("moves");
});

test("nurture sets the date in 30 days and the lead quality, and clear takes the date away; both are undone", async () => {
  const nurtured = await change({ action: "nurture", personIds: ["a", "b"] });
  expect(nurtured).toMatchObject({ status: 200, ok: true, count: 2, action: "nurture" });
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: inDays(30), leadQuality: "NURTURE" });
  expect(
    await database().activities.find({ operationId: nurtured.operationId, contactId: "a" }).toArray(),
  ).toMatchObject([{ action: "set", changes: [{ field: "leadQuality", before: "WARM", after: "NURTURE" }] }]);
  expect(await htmlOf(trial.bob.fetch("/follow-ups/done"))).toContain("To nurture, in 30 days");
  await undo(nurtured.operationId);
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: inDays(-3), leadQuality: "WARM" });
  expect(await stored("b")).toMatchObject({ nextFollowUpDate: inDays(-3), leadQuality: null });
  const cleared = await change({ action: "clear", personId: "a" });
  expect(cleared).toMatchObject({ status: 200, count: 1, action: "clear" });
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: null, leadQuality: "WARM" });
  await undo(cleared.operationId);
  expect(await row("a")).toMatchObject({ moves: 5 });
});

test.each(["/contacts/a", "/follow-ups/work?filter=overdue"])("by the forms of %s", async (path) => {
  const post = async (action: string) => {
    const answer = await postForm(trial.bob, path, Object.entries({ personIds: "a", seenDate: inDays(-3), action }));
    return htmlOf(trial.bob.fetch(answer.headers.get("Location")!));
  };
  expect(await post("nurture")).toContain("Nurture: moved 1 follow-up");
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: inDays(30), leadQuality: "NURTURE" });
  await database().contacts.updateOne({ id: "a" }, { $set: { nextFollowUpDate: inDays(-3) } });
  const html = await post("clear");
  expect(html).toContain("Cleared 1 follow-up");
  expect(html).toContain("Undo");
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: null });
});

test("nothing crosses from one organization to another, and the same request twice is one", async () => {
  const before = await stored("a", trial.world.second);
  const operationId = "op_aaaaaaaaaaaaaaaaaaaaaaaa";
  const first = await change({ action: "nurture", personId: "a", operationId });
  expect(await change({ action: "nurture", personId: "a", operationId })).toEqual(first);
  expect(await change({ action: "clear", personId: "a", operationId })).toMatchObject({ status: 409 });
  expect(await change({ action: "clear", personId: "b" }, trial.cid)).toMatchObject({ status: 404 });
  expect(await stored("a", trial.world.second)).toEqual(before);
  for (const bad of [{ until: inDays(3) }, { outcome: "met" }, { note: "x" }, { leadQuality: "HOT" }]) {
    expect((await change({ action: "nurture", personId: "b", ...bad })).status).toBe(400);
  }
  // A contact of the same id elsewhere was never moved.
  const { body } = await trial.cid.api("/api/follow-ups/due", "GET");
  expect(JSON.stringify(body)).not.toContain("moves");
});
