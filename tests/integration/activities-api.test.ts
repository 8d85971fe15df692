import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { exportOrganization } from "../../db/export/export-organization.ts";
import { importContacts } from "../../db/import/import-contacts.ts";
import { Temporal } from "temporal-polyfill";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import { keyCalls } from "../support/key-calls.ts";
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
    contact({ ...ofBob, id: "a", name: "Ada", cadenceDays: 14 }),
    contact({ ...ofBob, id: "b", name: "Ben" }),
    contact({ ...ofBob, id: "later", name: "Lea", nextFollowUpDate: inDays(9) }),
    contact({ ...ofBob, organizationId: second, assigneeIds: [cid], id: "a", name: "Other" }),
    contact({ ...ofBob, organizationId: second, assigneeIds: [cid], id: "theirs", name: "Theirs" }),
  ]);
});

const database = () => trial.connection.database;
const inDays = (days: number) => addDays(trial.world.today, days);
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const stored = async (id: string, organizationId = trial.world.first) =>
  (await database().contacts.findOne({ organizationId, id }))!;

interface Answer {
  effect: string;
  operationId: string;
  nextFollowUpDate: string | null;
  error: { code: string; message: string; issues: { field: string }[] };
}
async function log(id: string, body: object, browser: Pick<BrowserSession, "api"> = trial.bob) {
  const { status, body: answer } = await browser.api(`/api/contacts/${id}/activities`, "POST", body);
  return { status, ...(answer as unknown as Answer) };
}
async function row(id: string) {
  const { body } = await trial.bob.api("/api/follow-ups/due?limit=200", "GET");
  return (body as { followUps: { id: string }[] }).followUps.find((followUp) => followUp.id === id) as
    Record<string, unknown> | undefined;
}

test("a call clears what is due, a cadence counts anew from its time, and undo takes all of it back", async () => {
  const plain = await log("b", { kind: "call" });
  expect(plain).toMatchObject({ status: 200, ok: true, effect: "done", nextFollowUpDate: null });
  const answer = await log("a", { kind: "meeting", direction: "out", time: hoursAgo(49), text: "Two\r\nlines" });
  expect(answer).toMatchObject({ status: 200, effect: "set" });
  expect([inDays(11), inDays(12)]).toContain(answer.nextFollowUpDate);
  expect((await stored("a")).nextFollowUpDate).toBe(answer.nextFollowUpDate);
  expect(await database().activities.find({ contactId: "a" }).sort({ at: 1 }).toArray()).toMatchObject([
    { action: "meeting", direction: "out", text: "Two\nlines", userId: trial.world.bob },
    { action: "done", dateBefore: inDays(-3), operationId: answer.operationId },
  ]);
  const undone = await trial.bob.api("/api/follow-ups/undo", "POST", { operationId: answer.operationId });
  expect(undone.body).toMatchObject({ count: 1 });
  expect((await stored("a")).nextFollowUpDate).toBe(inDays(-3));
  expect(await htmlOf(trial.bob.fetch("/contacts/a"))).toContain("<strong>Meeting (undone)</strong>");
});

test("a note never counts, nor does what says so", async () => {
  for (const body of [
    { kind: "note", text: "x" },
    { kind: "note", text: "x", countsAsFollowUp: true },
    { kind: "call", countsAsFollowUp: false },
  ]) {
    expect(await log("a", body)).toMatchObject({ status: 200, effect: "stays", nextFollowUpDate: inDays(-3) });
  }
});

test("a reply brings back who was snoozed, today, and the row says so until we have answered", async () => {
  const answer = await log("later", { kind: "email", direction: "in", time: hoursAgo(2), text: "Yes, please" });
  expect(answer).toMatchObject({ effect: "back", nextFollowUpDate: inDays(0) });
  const reply = { answered: "Answered 2 hours ago", reason: "Follow-up due today", suggestedTiming: "Today" };
  expect(await row("later")).toMatchObject(reply);
  expect(String((await row("later"))!.lastNote)).toMatch(/^They wrote \d+ \w+: Yes, please$/);
  for (const path of ["/follow-ups?filter=today", "/follow-ups/work?filter=today", "/contacts/later", "/dashboard"]) {
    expect(await htmlOf(trial.bob.fetch(path)), path).toContain("Follow-up due today · Answered 2 hours ago");
  }
  expect(await htmlOf(trial.bob.fetch("/contacts/later"))).toContain("<strong>Email from them</strong>");
  await trial.bob.api("/api/follow-ups/undo", "POST", { operationId: answer.operationId });
  expect((await stored("later")).nextFollowUpDate).toBe(inDays(9));
  // What is due stays due, and says the same; what we do then ends it.
  expect(await log("a", { kind: "email", direction: "in" })).toMatchObject({ effect: "stays" });
  expect(await row("a")).toMatchObject({ answered: "Answered just now", overdueDays: 3 });
  await log("a", { kind: "call" });
  await database().contacts.updateOne(
    { id: "a", organizationId: trial.world.first },
    { $set: { nextFollowUpDate: inDays(0) } },
  );
  expect(await row("a")).not.toHaveProperty("answered");
});

test("a reply ends the tries in a row", async () => {
  const tried = { action: "done", personId: "b", outcome: "noAnswer" };
  await trial.bob.api("/api/follow-ups/due", "PATCH", tried);
  await log("b", { kind: "call", direction: "in" });
  expect(await row("b")).toMatchObject({ answered: "Answered just now" });
  expect(await row("b")).not.toHaveProperty("tries");
});

test("the same id again answers the same and changes nothing, and another activity under it is refused", async () => {
  const body = { id: "twilio CA8231/1", kind: "call", time: hoursAgo(3), text: "Spoke" };
  const first = await log("a", body);
  expect(await log("a", body)).toEqual(first);
  expect(await database().activities.countDocuments({ contactId: "a" })).toBe(2);
  for (const [id, other] of [
    ["a", { ...body, text: "Else" }],
    ["a", { ...body, direction: "in" }],
    ["a", { ...body, countsAsFollowUp: false }],
    ["b", body],
  ] as const) {
    const refused = await log(id, other);
    expect(refused).toMatchObject({ status: 409, error: { code: "operation_id_reused", issues: [{ field: "id" }] } });
  }
  expect((await stored("b")).nextFollowUpDate).toBe(inDays(-3));
  // Sent at once, it is done once; whoever else has the same id has another one.
  const at = { ...body, id: "at once" };
  const answers = await Promise.all(Array.from({ length: 4 }, () => log("b", at)));
  expect(new Set(answers.map(({ operationId }) => operationId)).size).toBe(1);
  expect(await database().activities.countDocuments({ contactId: "b", action: "call" })).toBe(1);
  expect(await log("a", at, trial.ann)).toMatchObject({ status: 200 });
});

test("what is older than the last contact changes nothing", async () => {
  await log("a", { kind: "call", time: hoursAgo(1) });
  const date = (await stored("a")).nextFollowUpDate;
  for (const direction of ["in", "out"]) {
    expect(await log("a", { kind: "email", direction, time: hoursAgo(30) })).toMatchObject({ effect: "later" });
  }
  expect((await stored("a")).nextFollowUpDate).toBe(date);
  expect(await database().activities.countDocuments({ contactId: "a", action: "email" })).toBe(2);
});

test("an API key logs for every contact of its organization, once for each id, and no other key does", async () => {
  const { newKey, callWith } = keyCalls(trial);
  const key = await newKey(["contacts"]);
  const time = hoursAgo(1);
  const send = async (secret: string, id: string, ownId = "1") => {
    const body = { id: ownId, kind: "call", time };
    const answer = await callWith(secret, `/api/contacts/${id}/activities`, "POST", body);
    return { status: answer.status, ...((await answer.json()) as Answer) };
  };
  const first = await send(key, "b");
  expect(first).toMatchObject({ status: 200, effect: "done" });
  expect(await send(key, "b")).toEqual(first);
  expect(await send(key, "a")).toMatchObject({ status: 409 });
  expect(await send(key, "theirs", "2")).toMatchObject({ status: 404, error: { code: "not_found" } });
  expect(await send(await newKey(["panel-tokens"]), "b")).toMatchObject({ status: 403 });
  expect(await database().activities.find({ contactId: "b" }).toArray()).toMatchObject([
    { userId: null },
    { userId: null },
  ]);
  // Long ago, when nothing but the timeline knows of it, nothing is logged again; another key's ids are its own.
  await database().operations.deleteMany({});
  for (const id of ["b", "a"]) expect(await send(key, id)).toMatchObject({ status: 409 });
  expect(await database().activities.countDocuments({ contactId: "b", action: "call" })).toBe(1);
  expect(await send(await newKey(["contacts"]), "a")).toMatchObject({ status: 200 });
  // Nobody undoes what a system has logged.
  const undone = await trial.bob.api("/api/follow-ups/undo", "POST", { operationId: first.operationId });
  expect(undone.status).toBe(404);
});

test("nothing crosses from one organization to another, nor to who doesn't see the contact", async () => {
  const before = [await stored("a", trial.world.second), await stored("theirs", trial.world.second)];
  expect(await log("theirs", { kind: "call" })).toMatchObject({ status: 404, error: { code: "not_found" } });
  expect(await log("b", { kind: "call" }, trial.cid)).toMatchObject({ status: 404 });
  await log("a", { kind: "call" });
  expect([await stored("a", trial.world.second), await stored("theirs", trial.world.second)]).toEqual(before);
  await database().contacts.updateOne({ id: "b" }, { $set: { assigneeIds: [trial.world.ann] } });
  expect(await log("b", { kind: "call" })).toMatchObject({ status: 404 });
  expect(await database().activities.countDocuments({ contactId: { $in: ["b", "theirs"] } })).toBe(0);
});

test("bad input is refused by its field, and nothing is written", async () => {
  const answer = await log("a", { kind: "chat", time: "2999-01-01T00:00:00Z", text: 5 });
  expect(answer.status).toBe(400);
  expect(answer.error.issues.map(({ field }) => field)).toEqual(["kind", "time", "text"]);
  expect(answer.error.message).toContain("Must not be in the future");
  expect(await database().activities.countDocuments({})).toBe(0);
});

test("export and import keep who got in touch and when that was written down", async () => {
  await log("later", { kind: "email", direction: "in", time: hoursAgo(2), text: "Yes" });
  const activities = async () =>
    database()
      .activities.find({ contactId: "later" }, { projection: { _id: 0 } })
      .sort({ at: 1 })
      .toArray();
  const before = await activities();
  expect(before[0]).toMatchObject({ direction: "in", loggedAt: expect.any(Date) as Date });
  let file = "";
  const organization = { _id: trial.world.first, slug: "first", timeZone: "UTC" };
  const tables = ["contacts", "activities"] as const;
  for await (const chunk of exportOrganization(database(), organization, { format: "ndjson", tables })) file += chunk;
  await Promise.all([database().contacts.deleteMany({}), database().activities.deleteMany({})]);
  async function* source() {
    yield Buffer.from(file);
  }
  const result = await importContacts(database(), { organization, source: source(), now: Temporal.Now.instant() });
  expect(result).toMatchObject({ summary: { rejected: 0 } });
  expect(await activities()).toEqual(before);
  expect(await row("later")).toMatchObject({ answered: "Answered 2 hours ago" });
});

test("by the form of the profile: earlier, from them, and without the tick", async () => {
  const post = async (id: string, fields: Record<string, string>) => {
    const all = { intent: "note", kind: "call", text: "Kept words", ...fields };
    const answer = await postForm(trial.bob, `/contacts/${id}`, Object.entries(all));
    const page = answer.headers.get("Location");
    return { status: answer.status, html: await htmlOf(page ? trial.bob.fetch(page) : answer) };
  };
  const counts = { countsAsFollowUp: "on" };
  const moment = (hours: number) => hoursAgo(hours).slice(0, 16);
  expect((await post("b", {})).html).toContain("<p>Added to the timeline</p>");
  expect((await stored("b")).nextFollowUpDate).toBe(inDays(-3));
  const set = await post("a", { ...counts, time: moment(26) });
  expect(set.html).toMatch(/Added to the timeline\. Next: /);
  expect((await post("a", { ...counts, time: moment(50) })).html).toContain(
    "The follow-up stays: there was contact later",
  );
  const back = await post("later", { ...counts, direction: "in" });
  expect(back.html).toContain("The follow-up is due today: it is your turn");
  expect(back.html).toContain("Answered just now");
  const refused = await post("b", { ...counts, direction: "in", time: "2999-01-01T10:00" });
  expect(refused.status).toBe(400);
  expect(refused.html).toContain("When it happened can’t be in the future");
  expect(refused.html).toContain("Kept words</textarea>");
  expect(refused.html).toMatch(/name="time" value="2999-01-01T10:00"/);
  expect(refused.html).toMatch(/name="direction"[^>]*checked|checked=""[^>]*name="direction"/);
});
