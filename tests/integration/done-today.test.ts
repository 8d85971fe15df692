import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays, startOfDay } from "../../app/domain/calendar.ts";
import { changeFollowUps, setFollowUpDates } from "../../db/change-follow-ups.ts";
import { setLeadQuality } from "../../db/lead-quality.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";

let trial: AdminsTrial;

beforeAll(async () => {
  trial = await startAdminsTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  await trial.connection.database.activities.deleteMany({});
  await trial.connection.database.operations.deleteMany({});
});

const database = () => trial.connection.database;
const scope = () => ({ organizationId: trial.world.first, userId: trial.world.bob, role: "member" as const });
const dateOf = async (id: string) =>
  (await database().contacts.findOne({ organizationId: trial.world.first, id }))!.nextFollowUpDate;
const page = (query = "") => htmlOf(trial.bob.fetch(`/follow-ups/done${query}`));
const undoIds = (html: string) => [...html.matchAll(/name="operationId" value="([^"]+)"/g)].map(([, id]) => id!);
const undo = (operationId: string, browser = trial.bob) =>
  postForm(browser, "/follow-ups/undo", [
    ["organizationId", trial.world.first],
    ["operationId", operationId],
    ["redirectTo", "/follow-ups/done"],
  ]);

test("what was done by API and by form stands there with who, what and Undo, and is undone once", async () => {
  const { bob, world } = trial;
  expect(await htmlOf(bob.fetch("/follow-ups"))).toContain('href="/follow-ups/done"');
  expect(await page()).toContain("Nothing done yet today");
  await bob.api("/api/follow-ups/due", "PATCH", { personIds: ["bobs", "shared"], action: "snooze" });
  const date = addDays(world.today, 9);
  await postForm(bob, "/contacts/bobs", [
    ["intent", "set"],
    ["date", date],
  ]);
  await bob.api("/api/follow-ups/lead-quality", "PATCH", { personId: "shared", leadQuality: "HOT" });
  // A page tells what the last form did, with an Undo of its own, once.
  await page();
  const html = await page();
  const whats = [...html.matchAll(/<p>([^<]*) · <time/g)].map(([, what]) => what);
  expect(whats).toEqual(["Lead quality: Hot", expect.stringMatching(/^Follow-up set for /), "Snoozed"]);
  expect(html).toMatch(/>Bea Bobs<\/a>.*, .*>Sara<\/a>|>Sara<\/a>.*, .*>Bea Bobs<\/a>/s);
  const [quality, set, snooze] = undoIds(html);
  for (const operationId of [quality!, set!, snooze!]) {
    expect((await undo(operationId)).headers.get("Location")).toBe("/follow-ups/done");
  }
  expect(await dateOf("bobs")).toBe(addDays(world.today, -2));
  expect(await dateOf("shared")).toBe(addDays(world.today, -2));
  expect(await database().contacts.findOne({ id: "shared" })).toMatchObject({ leadQuality: null });
  const after = await page();
  expect(undoIds(after)).toEqual([]);
  expect(after.split(">Undone<").length - 1).toBe(3);
});

test("a lead quality that has changed since stays as it is", async () => {
  const { bob } = trial;
  await bob.api("/api/follow-ups/lead-quality", "PATCH", { personId: "shared", leadQuality: "HOT" });
  const [operationId] = undoIds(await page());
  await bob.api("/api/follow-ups/lead-quality", "PATCH", { personId: "shared", leadQuality: "COLD" });
  await undo(operationId!);
  expect(await database().contacts.findOne({ id: "shared" })).toMatchObject({ leadQuality: "COLD" });
  await bob.api("/api/follow-ups/lead-quality", "PATCH", { personId: "shared", leadQuality: null });
});

test("what somebody else did, or did elsewhere, isn't there, and isn't theirs to undo", async () => {
  const { ann, world } = trial;
  await ann.api("/api/follow-ups/due", "PATCH", { personIds: ["shared"], action: "snooze" });
  expect(await page()).toContain("Nothing done yet today");
  const { operationId } = (await database().operations.findOne({ userId: world.ann }))!;
  await undo(operationId);
  expect(await dateOf("shared")).toBe(addDays(world.today, 3));
  await undo(operationId, ann);
  expect(await dateOf("shared")).toBe(addDays(world.today, -2));
  await database().operations.insertOne({
    ...(await database().operations.findOne({ operationId }, { projection: { _id: 0 } }))!,
    userId: world.bob,
    organizationId: world.second,
    undone: null,
  });
  expect(await page()).toContain("Nothing done yet today");
});

test("today is the user's: what was done before their midnight isn't there", async () => {
  const { bob, world } = trial;
  const zone = "Pacific/Kiritimati";
  await database().users.updateOne({ _id: world.bob }, { $set: { timeZone: zone } });
  const here = new Date().toLocaleDateString("sv", { timeZone: zone });
  const midnight = startOfDay(here, zone);
  for (const milliseconds of [midnight - 1, midnight]) {
    const now = new Date(milliseconds);
    await setFollowUpDates(database(), scope(), { ids: ["bobs"], date: addDays(world.today, now.getTime() % 7), now });
  }
  const html = await htmlOf(bob.fetch("/follow-ups/done"));
  expect(html).toContain(">00:00</time>");
  expect(undoIds(html)).toHaveLength(1);
  await database().users.updateOne({ _id: world.bob }, { $set: { timeZone: null } });
});

test("many stand on pages of 25, each once, also those of one moment; what changed nothing isn't there", async () => {
  const now = new Date();
  for (let n = 0; n < 30; n++) {
    await setFollowUpDates(database(), scope(), { ids: ["bobs"], date: addDays(trial.world.today, n + 1), now });
  }
  await setFollowUpDates(database(), scope(), { ids: ["bobs"], date: addDays(trial.world.today, 30), now });
  const first = await page();
  const next = /href="(\/follow-ups\/done\?older=[^"]+)"/.exec(first)![1]!;
  const rest = await htmlOf(trial.bob.fetch(next));
  expect([undoIds(first).length, undoIds(rest).length]).toEqual([25, 5]);
  expect(new Set([...undoIds(first), ...undoIds(rest)]).size).toBe(30);
});

test("of 200 contacts three are named, and nobody who isn't the user's any more", async () => {
  const { world } = trial;
  const ids = Array.from({ length: 5 }, (_, n) => `many-${n}`);
  const made = (await database().contacts.findOne({ id: "bobs" }, { projection: { _id: 0 } }))!;
  await database().contacts.insertMany(ids.map((id) => ({ ...made, id, name: `Many ${id}` })));
  const change = { ids, action: "snooze" as const, today: world.today, now: new Date() };
  await changeFollowUps(database(), scope(), change);
  await setLeadQuality(database(), scope(), { id: "many-0", leadQuality: "WARM", now: new Date() });
  await database().contacts.updateMany({ id: "many-0" }, { $set: { assigneeIds: [world.ann] } });
  const html = await page();
  expect(html).not.toContain("Many many-0");
  expect(html).toContain("<strong>1 contact</strong>");
  expect(html).toContain("<strong> and 3 more</strong>");
  await database().contacts.deleteMany({ id: { $in: ids } });
});
