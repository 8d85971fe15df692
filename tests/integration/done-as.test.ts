import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { workingDaysAfter } from "../../app/domain/working-days.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import { contact } from "../support/two-organizations.ts";

let trial: AdminsTrial;

beforeAll(async () => {
  trial = await startAdminsTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  const { first, second, bob, cid } = trial.world;
  await Promise.all((["contacts", "activities", "operations"] as const).map((name) => database()[name].deleteMany({})));
  await database().organizations.updateMany({}, { $unset: { cadence: 1, outcomeRules: 1 } });
  const ofBob = { organizationId: first, assigneeIds: [bob], nextFollowUpDate: inDays(-3) };
  await database().contacts.insertMany([
    contact({ ...ofBob, id: "a", name: "Ada" }),
    contact({ ...ofBob, id: "b", name: "Ben" }),
    contact({ ...ofBob, id: "later", name: "Lea", nextFollowUpDate: inDays(3) }),
    contact({ ...ofBob, organizationId: second, assigneeIds: [cid], id: "a", name: "Other" }),
    contact({ ...ofBob, organizationId: second, assigneeIds: [cid], id: "theirs", name: "Theirs" }),
  ]);
});

const PAGE = "/follow-ups/done-as";
const HUB = "/follow-ups?filter=overdue&q=a&quality=NONE&sort=oldest";
const database = () => trial.connection.database;
const inDays = (days: number) => addDays(trial.world.today, days);
const nextTry = () => workingDaysAfter(trial.world.today, 1)[0]!;
const stored = async (id: string, organizationId = trial.world.first) =>
  (await database().contacts.findOne({ organizationId, id }))!;
const post = (fields: Record<string, string | string[]>, browser = trial.bob) =>
  postForm(
    browser,
    PAGE,
    Object.entries({ redirectTo: HUB, ...fields }).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, each]),
    ),
  );
const said = (fields: Record<string, string | string[]>) => ({
  personIds: "a",
  outcome: "noAnswer",
  text: "",
  ...fields,
});
/** What the page says that a form leads to. */
const pageAfter = async (answer: Response, browser = trial.bob) =>
  htmlOf(browser.fetch(answer.headers.get("Location")!));

test("the hub's form is asked what came of it, and what it says is done, noted once and told where one came from", async () => {
  const asked = await post({ personIds: ["a", "b"] });
  expect(asked.status).toBe(200);
  const html = await htmlOf(asked);
  expect(html).toContain("Mark 2 follow-ups done as");
  expect(html).toMatch(/No answer <\/span><span class="muted">Next try [^<]*, unless it was the last</);
  expect(html).toMatch(/Left message <\/span><span class="muted">Next try [^<,]*</);
  expect(html).toContain(`name="redirectTo" value="${HUB.replaceAll("&", "&amp;")}"`);
  expect(html).not.toContain("Choose what came of it.");
  expect((await stored("a")).nextFollowUpDate).toBe(inDays(-3));

  const done = await post(said({ personIds: ["a", "b"], text: "Rang" }));
  expect([done.status, done.headers.get("Location")]).toEqual([303, HUB]);
  expect(await pageAfter(done)).toContain("Marked 2 follow-ups done: no answer. Next try ");
  expect((await stored("b")).nextFollowUpDate).toBe(nextTry());
  const activities = await database().activities.find({ contactId: "a" }).toArray();
  expect(activities).toMatchObject([{ action: "done", outcome: "noAnswer", text: "Rang", dateAfter: nextTry() }]);
  // Sent twice, it acts once: who is tried again later isn't due any more.
  const again = await post(said({ personIds: ["a", "b"], text: "Rang" }));
  expect(await pageAfter(again)).toContain("Nothing to change: these were already handled");
  expect(await database().activities.countDocuments({})).toBe(2);
  const list = await htmlOf(trial.bob.fetch("/follow-ups/done"));
  expect(list).toContain("Marked done: no answer · ");
});

test("after the last try it asks whether to nurture, which one button does", async () => {
  const outcomeRules = { noAnswerDays: 1, leftMessageDays: 2, mostTries: 1 };
  await database().organizations.updateOne({ _id: trial.world.first }, { $set: { outcomeRules } });
  const html = await pageAfter(await post(said({})));
  expect(html).toContain("Marked Ada done: no answer");
  expect(html).toContain("Nurture in 30 days?");
  const [, operationId = ""] = /name="operationId" value="([^"]+)"/.exec(html) ?? [];
  await postForm(trial.bob, "/follow-ups/next", [["operationId", operationId]]);
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: inDays(30), leadQuality: "NURTURE" });
});

test("who isn't interested has the lead quality that is chosen", async () => {
  await post(said({ outcome: "notInterested", leadQuality: "COLD" }));
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: null, cadenceDays: 0, leadQuality: "COLD" });
});

test.each([
  ["no outcome", { outcome: "" }, "Choose what came of it."],
  ["an unknown outcome", { outcome: "sold" }, "Choose what came of it."],
  ["a long note", { text: `Kept ${"x".repeat(500)}` }, "A note has at most 500 characters here."],
])("%s is told, and what was typed stays", async (_, fields, message) => {
  const answer = await post(said({ text: "Kept words", leadQuality: "COLD", ...fields }));
  expect(answer.status).toBe(400);
  const html = await htmlOf(answer);
  expect(html).toContain(message);
  expect(html).toMatch(/name="text"[^>]*value="Kept /);
  expect(html).toMatch(/value="COLD" selected/);
  expect(html).toContain(`name="redirectTo" value="${HUB.replaceAll("&", "&amp;")}"`);
  expect((await stored("a")).nextFollowUpDate).toBe(inDays(-3));
});

test("a rule that was changed while the page showed it is told with the new date, and what was typed stays", async () => {
  const html = await htmlOf(trial.bob.fetch(`${PAGE}?personIds=a`));
  const [, seen = ""] = /name="seen" value="([^"]+)"/.exec(html) ?? [];
  const outcomeRules = { noAnswerDays: 4, leftMessageDays: 2, mostTries: 5 };
  await database().organizations.updateOne({ _id: trial.world.first }, { $set: { outcomeRules } });
  const refused = await post(said({ text: "Kept words", seen }));
  expect(refused.status).toBe(409);
  const again = await htmlOf(refused);
  expect(again).toContain("Nothing was changed yet: the next try would be on another day by now.");
  expect(again).toMatch(/name="text"[^>]*value="Kept words"/);
  expect(again).toMatch(/value="noAnswer"[^>]*checked|checked[^>]*value="noAnswer"/);
  expect((await stored("a")).nextFollowUpDate).toBe(inDays(-3));
  const [, now = ""] = /name="seen" value="([^"]+)"/.exec(again) ?? [];
  // What sets no try isn't held up by the rule for tries.
  expect((await post(said({ personIds: "b", outcome: "met", seen }))).status).toBe(303);
  expect((await post(said({ text: "Kept words", seen: now }))).status).toBe(303);
  expect((await stored("a")).nextFollowUpDate).toBe(workingDaysAfter(trial.world.today, 4)[3]);
});

test("nothing crosses from one organization to another, nor is anybody else's follow-up done", async () => {
  const page = await htmlOf(trial.bob.fetch(`${PAGE}?personIds=theirs`));
  expect(page).toContain("Mark 1 follow-up done as");
  expect(page).not.toContain("Theirs");
  const before = [await stored("a", trial.world.second), await stored("theirs", trial.world.second)];
  expect(await pageAfter(await post(said({ personIds: ["theirs"] })))).toContain("aren&#x27;t assigned to you");
  await post(said({ personIds: ["a", "theirs"] }));
  expect((await stored("a")).nextFollowUpDate).toBe(nextTry());
  expect([await stored("a", trial.world.second), await stored("theirs", trial.world.second)]).toEqual(before);
  // An admin sees it, and it isn't hers.
  expect(await pageAfter(await post(said({ personIds: "b" }), trial.ann), trial.ann)).toContain("assigned to you");
  expect((await stored("b")).nextFollowUpDate).toBe(inDays(-3));
});

test("what isn't due, nobody, too many and another site", async () => {
  await post(said({ personIds: "later" }));
  expect((await stored("later")).nextFollowUpDate).toBe(inDays(3));
  expect(await pageAfter(await post({ outcome: "noAnswer", text: "" }))).toContain("Nothing was selected");
  expect(await htmlOf(trial.bob.fetch(PAGE))).toContain("Nobody is selected");
  const many = Array.from({ length: 201 }, (_, n) => `c${n}`);
  expect((await post(said({ personIds: many }))).status).toBe(400);
  const away = await post(said({ redirectTo: "https://evil.example/" }));
  expect(away.headers.get("Location")).toBe("/follow-ups");
});

test("nurturing reaches those who were on offer alone, whatever has become of the others since", async () => {
  const { first: organizationId, bob: userId, today } = trial.world;
  const outcomeRules = { noAnswerDays: 1, leftMessageDays: 2, mostTries: 2 };
  await database().organizations.updateOne({ _id: organizationId }, { $set: { outcomeRules } });
  await database().activities.insertOne({
    ...{ organizationId, userId, contactId: "b", at: new Date(0), action: "done", outcome: "noAnswer" },
    ...{ dateBefore: today, dateAfter: today, operationId: "op_planted" },
  });
  const change = async (method: string, path: string, body: object) =>
    (await trial.bob.api(`/api/follow-ups/${path}`, method, body)).body as Record<string, unknown>;
  const tried = await change("PATCH", "due", { action: "done", personIds: ["a", "b"], outcome: "noAnswer" });
  expect(tried).toMatchObject({ count: 2, next: [{ id: "a" }], nurture: [{ id: "b" }] });
  await change("PATCH", "due", { action: "done", personId: "a" });
  expect((await stored("a")).nextFollowUpDate).toBeNull();
  expect(await change("POST", "next", { operationId: tried.operationId })).toMatchObject({ count: 1 });
  expect(await stored("b")).toMatchObject({ nextFollowUpDate: inDays(30), leadQuality: "NURTURE" });
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: null, leadQuality: null });
});

test("the page says how many of several it can nurture", async () => {
  const outcomeRules = { noAnswerDays: 1, leftMessageDays: 2, mostTries: 2 };
  await database().organizations.updateOne({ _id: trial.world.first }, { $set: { outcomeRules } });
  await post(said({ personIds: "b" }));
  await database().contacts.updateOne({ id: "b" }, { $set: { nextFollowUpDate: inDays(-1) } });
  expect(await pageAfter(await post(said({ personIds: ["a", "b"] })))).toContain("Nurture 1 in 30 days?");
});

test("what came of it isn't lost where a note is added alone", async () => {
  const log = (fields: Record<string, string>) =>
    postForm(trial.bob, "/contacts/a", Object.entries({ intent: "note", kind: "call", text: "Kept words", ...fields }));
  const refused = await log({ outcome: "leftMessage" });
  expect(refused.status).toBe(400);
  const html = await htmlOf(refused);
  expect(html).toContain("tick “Counts as follow-up” to say what came of it");
  expect(html).toContain("Kept words</textarea>");
  expect(html).toMatch(/<option value="leftMessage" selected=""/);
  expect(html).toMatch(/<input type="radio" name="kind" checked="" value="call"|value="call" checked=""/);
  expect(await database().activities.countDocuments({ contactId: "a" })).toBe(0);
  expect(await pageAfter(await log({ outcome: "" }))).toContain("Added to the timeline");
});

test("a contact that is another's meanwhile is there still for an admin, and its follow-up stays", async () => {
  const { first, ann, bob } = trial.world;
  const others = { organizationId: first, id: "a" };
  await database().contacts.updateOne(others, { $set: { assigneeIds: [bob] } });
  const fields = {
    intent: "note",
    countsAsFollowUp: "on",
    kind: "call",
    text: "",
    outcome: "noAnswer",
    seenDate: inDays(-3),
  };
  const answer = await postForm(trial.ann, "/contacts/a", Object.entries(fields));
  expect(await pageAfter(answer, trial.ann)).toContain("Nothing changed. The follow-up had been changed meanwhile");
  expect((await stored("a")).nextFollowUpDate).toBe(inDays(-3));
  await database().contacts.updateOne(others, { $set: { assigneeIds: [ann] } });
  expect((await postForm(trial.bob, "/contacts/a", Object.entries(fields))).status).toBe(404);
});

test("on the profile what came of it goes with what was logged, or stands alone, and is undone by itself", async () => {
  const log = (fields: Record<string, string>) =>
    postForm(
      trial.bob,
      "/contacts/a",
      Object.entries({
        intent: "note",
        countsAsFollowUp: "on",
        kind: "call",
        text: "",
        seenDate: inDays(-3),
        ...fields,
      }),
    );
  expect((await log({ outcome: "" })).status).toBe(400);
  const unknown = await log({ outcome: "sold", text: "Kept words" });
  expect(unknown.status).toBe(400);
  const html = await htmlOf(unknown);
  expect(html).toContain("Choose what came of it.");
  expect(html).toContain("Kept words</textarea>");

  const done = await log({ outcome: "notInterested", leadQuality: "COLD", text: "Has one\nalready" });
  const page = await pageAfter(done);
  expect(page).toContain("Marked Ada done: not interested");
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: null, leadQuality: "COLD" });
  const [, operationId = ""] = /name="operationId" value="(op_[^"]+)"[^>]*>(?:(?!<form).)*Undo/s.exec(page) ?? [];
  await postForm(trial.bob, "/follow-ups/undo", [["operationId", operationId]]);
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: inDays(-3), leadQuality: null });
  const activities = await database().activities.find({ contactId: "a" }).sort({ at: 1, _id: 1 }).toArray();
  expect(activities).toMatchObject([
    { action: "call", text: "Has one\nalready" },
    { action: "done", outcome: "notInterested", undone: true },
    { action: "undo" },
    { action: "edit" },
  ]);

  expect(await pageAfter(await log({ outcome: "noAnswer" }))).toContain("Marked Ada done: no answer. Next try ");
  expect(await database().activities.countDocuments({ contactId: "a", action: "note" })).toBe(0);
  const late = await log({ outcome: "noAnswer", seenDate: inDays(-9) });
  expect(await pageAfter(late)).toContain("Nothing changed. The follow-up had been changed meanwhile");
  expect((await stored("a")).nextFollowUpDate).toBe(nextTry());
});
