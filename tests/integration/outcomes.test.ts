import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { NO_CADENCE } from "../../app/domain/cadence.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { workingDaysAfter } from "../../app/domain/working-days.ts";
import { exportOrganization } from "../../db/export/export-organization.ts";
import { importContacts } from "../../db/import/import-contacts.ts";
import { Temporal } from "temporal-polyfill";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import { contact } from "../support/two-organizations.ts";

let trial: AdminsTrial;

beforeAll(async () => {
  trial = await startAdminsTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  const { first, second, bob, cid, today } = trial.world;
  await Promise.all((["contacts", "activities", "operations"] as const).map((name) => database()[name].deleteMany({})));
  await database().organizations.updateMany({}, { $unset: { cadence: 1, outcomeRules: 1 } });
  const ofBob = { organizationId: first, assigneeIds: [bob], nextFollowUpDate: addDays(today, -3) };
  await database().contacts.insertMany([
    contact({ ...ofBob, id: "a", name: "Ada", leadQuality: "WARM", cadenceDays: 14 }),
    contact({ ...ofBob, id: "b", name: "Ben" }),
    contact({ ...ofBob, id: "c", name: "Cy" }),
    contact({ ...ofBob, organizationId: second, assigneeIds: [cid], id: "a", name: "Other" }),
  ]);
});

const database = () => trial.connection.database;
const stored = async (id: string, organizationId = trial.world.first) =>
  (await database().contacts.findOne({ organizationId, id }))!;
const dateOf = async (id: string) => (await stored(id)).nextFollowUpDate;
const nextWorkingDay = () => workingDaysAfter(trial.world.today, 1)[0]!;
const inDays = (days: number) => addDays(trial.world.today, days);

interface Answer {
  count: number;
  operationId: string;
  next?: { id: string; date: string }[];
  nextIsSet?: boolean;
  nurture?: { id: string; date: string }[];
  error: { code: string; message: string; issues: { field: string; message: string }[] };
}
async function call(path: string, method: string, body: object, browser = trial.bob) {
  const answer = await browser.api(`/api/follow-ups/${path}`, method, body);
  return { status: answer.status, ...(answer.body as Answer) };
}
const done = (body: object, browser = trial.bob) => call("due", "PATCH", { action: "done", ...body }, browser);
const undo = (operationId: string, browser = trial.bob) => call("undo", "POST", { operationId }, browser);
/** Makes a contact due again, as it is when its next try has come. */
const dueAgain = (id: string) =>
  database().contacts.updateOne({ organizationId: trial.world.first, id }, { $set: { nextFollowUpDate: inDays(0) } });
async function noAnswer(id: string, times: number) {
  for (let time = 0; time < times; time++) {
    await dueAgain(id);
    await done({ personId: id, outcome: "noAnswer" });
  }
}
async function row(id: string) {
  const { body } = await trial.bob.api("/api/follow-ups/due?limit=200", "GET");
  return (body as { followUps: { id: string; tries?: number; lastNote?: string; reason: string }[] }).followUps.find(
    (followUp) => followUp.id === id,
  );
}

test("no answer sets the next try and tells it in one activity, which undo takes back", async () => {
  const next = [{ id: "b", date: nextWorkingDay() }];
  const answer = await done({ personId: "b", outcome: "noAnswer", note: "Rang\ntwice" });
  expect(answer).toMatchObject({ status: 200, count: 1, next, nextIsSet: true });
  expect(answer.nurture).toBeUndefined();
  const activities = await database().activities.find({ contactId: "b" }).toArray();
  expect(activities).toMatchObject([
    {
      ...{ organizationId: trial.world.first, userId: trial.world.bob, action: "done", outcome: "noAnswer" },
      ...{ text: "Rang twice", dateBefore: inDays(-3), dateAfter: nextWorkingDay(), operationId: answer.operationId },
    },
  ]);
  await dueAgain("b");
  expect(await row("b")).toMatchObject({ tries: 1, reason: "Follow-up due today" });
  expect((await row("b"))!.lastNote).toMatch(/^No answer \d+ \w+: Rang twice$/);
  expect(await htmlOf(trial.bob.fetch("/contacts/b"))).toContain("<strong>No answer</strong>");

  // Whoever has set another date since keeps it; what came of it is taken back all the same.
  expect(await undo(answer.operationId)).toMatchObject({ status: 200, count: 1 });
  expect(await undo(answer.operationId)).toMatchObject({ status: 200, count: 1 });
  expect(await dateOf("b")).toBe(inDays(0));
  expect(await row("b")).not.toHaveProperty("tries");
  expect(await row("b")).not.toHaveProperty("lastNote");
  expect(await htmlOf(trial.bob.fetch("/contacts/b"))).toContain("<strong>No answer (undone)</strong>");
});

test("undo puts date, cadence and lead quality back", async () => {
  const answer = await done({ personId: "a", outcome: "notInterested", leadQuality: "COLD", note: "Has a house" });
  expect(answer).toMatchObject({ count: 1 });
  expect(answer.next).toBeUndefined();
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: null, cadenceDays: 0, leadQuality: "COLD" });
  expect(await database().activities.find({ contactId: "a" }).toArray()).toMatchObject([
    {
      ...{ action: "done", outcome: "notInterested", text: "Has a house" },
      changes: [
        { field: "leadQuality", before: "WARM", after: "COLD" },
        { field: "cadence", before: "every 14 days", after: "none" },
      ],
    },
  ]);
  expect(await undo(answer.operationId)).toMatchObject({ count: 1 });
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: inDays(-3), cadenceDays: 14, leadQuality: "WARM" });
});

test("undo leaves alone what someone has set since", async () => {
  const { operationId } = await done({ personId: "a", outcome: "notInterested", leadQuality: null });
  expect(await stored("a")).toMatchObject({ leadQuality: null });
  const since = { cadenceDays: 30, leadQuality: "HOT" as const, nextFollowUpDate: inDays(90) };
  await database().contacts.updateOne({ organizationId: trial.world.first, id: "a" }, { $set: since });
  await undo(operationId);
  expect(await stored("a")).toMatchObject(since);
});

test("a lead quality that isn't chosen stays", async () => {
  await done({ personIds: ["a", "b"], outcome: "notInterested" });
  expect(await stored("a")).toMatchObject({ nextFollowUpDate: null, cadenceDays: 0, leadQuality: "WARM" });
  expect(await stored("b")).toMatchObject({ nextFollowUpDate: null, cadenceDays: 0, leadQuality: null });
});

test("after the last try in a row nothing is set, and nurturing is offered, done and undone", async () => {
  await noAnswer("b", 4);
  expect(await dateOf("b")).toBe(nextWorkingDay());
  await dueAgain("b");
  expect(await row("b")).toMatchObject({ tries: 4 });
  const answer = await done({ personIds: ["b", "c"], outcome: "noAnswer" });
  expect(answer).toMatchObject({
    ...{ count: 2, next: [{ id: "c", date: nextWorkingDay() }], nextIsSet: true },
    nurture: [{ id: "b", date: inDays(30) }],
  });
  expect(await dateOf("b")).toBeNull();
  const next = await call("next", "POST", { operationId: answer.operationId });
  expect(next).toMatchObject({ status: 200, count: 1 });
  expect(await stored("b")).toMatchObject({ nextFollowUpDate: inDays(30), leadQuality: "NURTURE" });
  expect(await dateOf("c")).toBe(nextWorkingDay());
  await undo(next.operationId);
  expect(await stored("b")).toMatchObject({ nextFollowUpDate: null, leadQuality: null });
  // Reached, it is counted anew.
  await dueAgain("b");
  await done({ personId: "b", outcome: "reached" });
  await noAnswer("b", 1);
  await dueAgain("b");
  expect(await row("b")).toMatchObject({ tries: 1 });
});

test("the organization's rules decide, and another organization's don't", async () => {
  const outcomeRules = { noAnswerDays: 3, leftMessageDays: 7, mostTries: 2 };
  await database().organizations.updateOne({ _id: trial.world.first }, { $set: { outcomeRules } });
  await done({ personId: "b", outcome: "leftMessage" });
  expect(await dateOf("b")).toBe(inDays(7));
  await done({ personId: "c", outcome: "noAnswer" });
  expect(await dateOf("c")).toBe(workingDaysAfter(trial.world.today, 3)[2]);
  await dueAgain("b");
  expect(await done({ personId: "b", outcome: "noAnswer" })).toMatchObject({ nurture: [{ id: "b" }] });
  await done({ personId: "a", outcome: "leftMessage" }, trial.cid);
  expect(await stored("a", trial.world.second)).toMatchObject({ nextFollowUpDate: inDays(2) });
});

test.each(["reached", "wrote", "met"])("%s goes by the contact's cadence, offered or set", async (outcome) => {
  const next = [{ id: "a", date: inDays(14) }];
  const offered = await done({ personId: "a", outcome });
  expect(offered).toMatchObject({ next, nextIsSet: false });
  expect(await dateOf("a")).toBeNull();
  await call("next", "POST", { operationId: offered.operationId });
  expect(await dateOf("a")).toBe(inDays(14));
  await dueAgain("a");
  const cadence = { ...NO_CADENCE, automatic: true };
  await database().organizations.updateOne({ _id: trial.world.first }, { $set: { cadence } });
  expect(await done({ personId: "a", outcome })).toMatchObject({ next, nextIsSet: true });
  expect(await dateOf("a")).toBe(inDays(14));
});

test("nothing crosses from one organization to another", async () => {
  // The same id, by who works elsewhere: only their own contact is met, and only its own tries count.
  await noAnswer("a", 4);
  const before = await stored("a");
  const answer = await done({ personIds: ["a", "b"], outcome: "noAnswer" }, trial.cid);
  expect(answer).toMatchObject({ count: 1, nextIsSet: true });
  expect(answer.nurture).toBeUndefined();
  expect(await stored("a")).toEqual(before);
  expect(await done({ personId: "b", outcome: "met" }, trial.cid)).toMatchObject({ status: 404 });
  const mine = await done({ personId: "b", outcome: "notInterested" });
  expect(await undo(mine.operationId, trial.cid)).toMatchObject({ status: 404 });
  expect(await stored("b")).toMatchObject({ nextFollowUpDate: null, cadenceDays: 0 });
});

test("the same request twice is one, and another under its id is refused", async () => {
  const operationId = "op_aaaaaaaaaaaaaaaaaaaaaaaa";
  const body = { personId: "b", outcome: "noAnswer", note: "Rang", operationId };
  const answer = await done(body);
  await dueAgain("b");
  expect(await done(body)).toEqual(answer);
  expect(await database().activities.countDocuments({ contactId: "b" })).toBe(1);
  const other = await done({ ...body, outcome: "reached" });
  expect(other).toMatchObject({ status: 409, error: { code: "operation_id_reused" } });
});

test("bad input is refused by its field, and nothing is done", async () => {
  const bad = [
    [{ outcome: "sold" }, "outcome"],
    [{ outcome: "met", action: "snooze" }, "outcome"],
    [{ note: "x".repeat(501) }, "note"],
    [{ outcome: "met", leadQuality: "HOT" }, "leadQuality"],
  ] as const;
  for (const [fields, field] of bad) {
    const { status, error } = await done({ personId: "b", ...fields });
    expect({ status, fields: error.issues.map((issue) => issue.field) }).toEqual({ status: 400, fields: [field] });
  }
  expect(await dateOf("b")).toBe(inDays(-3));
});

test("an admin sets the rules, which the audit log tells; nobody else does, and bad ones are told by their field", async () => {
  const usual: [string, string][] = Object.entries({
    ...{ name: "first", timeZone: "UTC", from: "today", HOT: "", WARM: "", COLD: "", NURTURE: "", none: "" },
  });
  const rules = (noAnswerDays: string): [string, string][] => [
    ...usual,
    ...Object.entries({ noAnswerDays, leftMessageDays: "4", mostTries: "7" }),
  ];
  const rulesOf = async () => (await database().organizations.findOne({ _id: trial.world.first }))!.outcomeRules;
  expect((await postForm(trial.bob, "/settings", rules("2"))).status).toBe(403);
  expect(await rulesOf()).toBeUndefined();
  const refused = await postForm(trial.ann, "/settings", rules("0"));
  expect(refused.status).toBe(400);
  const html = await htmlOf(refused);
  expect(html).toContain("A whole number of days from 1 to 60");
  expect(html).toMatch(/name="mostTries"[^>]*value="7"/);
  expect(await rulesOf()).toBeUndefined();
  expect((await postForm(trial.ann, "/settings", rules("2"))).status).toBe(303);
  expect(await rulesOf()).toEqual({ noAnswerDays: 2, leftMessageDays: 4, mostTries: 7 });
  const [entry] = await database().auditEvents.find({ kind: "settingsChanged" }).sort({ at: -1 }).limit(1).toArray();
  expect(entry).toMatchObject({ organizationId: trial.world.first, detail: "tries" });
  // A page that was opened before there were rules leaves them.
  expect((await postForm(trial.ann, "/settings", usual)).status).toBe(303);
  expect(await rulesOf()).toEqual({ noAnswerDays: 2, leftMessageDays: 4, mostTries: 7 });
});

test("export and import keep what came of follow-ups, and so the tries", async () => {
  await noAnswer("b", 2);
  const { operationId } = await done({ personId: "c", outcome: "noAnswer" });
  await undo(operationId);
  await dueAgain("b");
  let file = "";
  const tables = ["contacts", "activities"] as const;
  const organization = { _id: trial.world.first, slug: "first", timeZone: "UTC" };
  for await (const chunk of exportOrganization(database(), organization, { format: "ndjson", tables })) file += chunk;
  await Promise.all((["contacts", "activities"] as const).map((name) => database()[name].deleteMany({})));
  async function* source() {
    yield Buffer.from(file);
  }
  const result = await importContacts(database(), { organization, source: source(), now: Temporal.Now.instant() });
  expect(result).toMatchObject({ summary: { rejected: 0 } });
  expect(await row("b")).toMatchObject({ tries: 2 });
  expect(await row("c")).not.toHaveProperty("tries");
});
