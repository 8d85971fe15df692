import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { plantUser } from "../support/two-organizations.ts";

// Ann is an admin, Bob and Cleo are members, Cid is an admin elsewhere.
let trial: AdminsTrial;
let cleo: BrowserSession;
let cleoId: string;

beforeAll(async () => {
  trial = await startAdminsTrial();
  const member = { email: "cleo@example.com", name: "Cleo", role: "member" } as const;
  cleoId = await plantUser(database(), { ...member, organizationId: trial.world.first });
  cleo = await signIn(trial.server.origin, "cleo@example.com");
});
afterAll(() => trial.stop());
beforeEach(async () => {
  await database().absences.deleteMany({});
  await database().auditEvents.deleteMany({});
});

const database = () => trial.connection.database;
const day = (count: number) => addDays(trial.world.today, count);
const stored = () => database().absences.find({}).sort({ from: 1 }).toArray();
const days = (from: number, until: number) => ({ from: day(from), until: day(until) });

interface Answer {
  id: string;
  operationId: string;
  error: { code: string; message: string; issues: { field: string }[] };
}
async function add(browser: BrowserSession, body: object) {
  const { status, body: answer } = await browser.api("/api/absences", "POST", body);
  return { status, ...(answer as unknown as Answer) };
}
const form = (browser: BrowserSession, fields: Record<string, string>) =>
  postForm(browser, "/away", Object.entries(fields));
const undo = (browser: BrowserSession, operationId: string) =>
  browser.api("/api/follow-ups/undo", "POST", { operationId });

test("each says it of themselves by a form, an admin of everybody, and the log tells of both", async () => {
  const { ann, bob, first } = trial.world;
  const answer = await form(trial.bob, { userId: bob, ...days(0, 4), standInId: cleoId, redirectTo: "/account#away" });
  expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/account#away"]);
  expect(await stored()).toMatchObject([
    { organizationId: first, userId: bob, standInId: cleoId, ...days(0, 4), setBy: bob },
  ]);
  const account = await htmlOf(trial.bob.fetch("/account"));
  expect(account).toMatch(/Away from [^<]*; Cleo stands in/);
  await form(trial.ann, { userId: cleoId, ...days(9, 12), standInId: bob });
  expect(await stored()).toHaveLength(2);
  const events = await database().auditEvents.find({}).sort({ at: 1, _id: 1 }).toArray();
  expect(events.map(({ kind, by, about }) => [kind, by.name, about?.name])).toEqual([
    ["absenceAdded", "bob@example.com", "bob@example.com"],
    ["standInNamed", "bob@example.com", "cleo@example.com"],
    ["absenceAdded", "ann@example.com", "cleo@example.com"],
    ["standInNamed", "ann@example.com", "bob@example.com"],
  ]);
  for (const page of ["/members", "/team", `/members/${bob}`, `/away?for=${bob}`]) {
    expect(await htmlOf(trial.ann.fetch(page)), page).toMatch(/Away from [^<]*; Cleo stands in/);
  }
  expect(ann).toBeDefined();
});

test("nobody says it of others but an admin, and of nobody elsewhere", async () => {
  const { ann, bob, cid } = trial.world;
  const wanted = { ...days(0, 1), standInId: cleoId };
  expect(await add(trial.bob, { ...wanted, userId: ann })).toMatchObject({
    status: 403,
    error: { code: "admins_only" },
  });
  expect((await form(trial.bob, { ...wanted, userId: ann })).status).toBe(404);
  expect((await trial.bob.fetch(`/away?for=${ann}`)).status).toBe(404);
  for (const [browser, body] of [
    [trial.ann, { ...wanted, userId: cid }],
    [trial.cid, { ...wanted, userId: bob }],
    [trial.cid, { ...wanted }],
    [trial.ann, { ...wanted, standInId: cid }],
    [trial.ann, { ...wanted, standInId: "nobody" }],
  ] as const) {
    expect((await add(browser, body)).status).toBe(400);
  }
  expect((await form(trial.cid, { ...wanted, userId: bob })).status).toBe(404);
  expect(await stored()).toEqual([]);
  const { id } = await add(trial.bob, wanted);
  for (const browser of [cleo, trial.cid]) {
    expect((await browser.api("/api/absences/remove", "POST", { id })).status).toBe(404);
    await form(browser, { intent: "remove", absenceId: id });
  }
  expect(await stored()).toHaveLength(1);
  const seen = async (browser: BrowserSession) => {
    const { body } = await browser.api("/api/absences", "GET");
    return (body as { absences: { id: string }[] }).absences.length;
  };
  expect(await Promise.all([trial.ann, trial.bob, cleo, trial.cid].map(seen))).toEqual([1, 1, 1, 0]);
  expect((await trial.ann.api("/api/absences/remove", "POST", { id })).status).toBe(200);
  expect(await stored()).toEqual([]);
});

test("bad days, one's own other absence and chains are refused in words, by name, and what was typed stays", async () => {
  const { bob, ann } = trial.world;
  await add(trial.bob, { ...days(3, 5), standInId: cleoId });
  const refusals = [
    [trial.bob, { ...days(5, 9), standInId: ann }, "from", /^bob is away from .* already\.$/],
    [trial.ann, { ...days(1, 3), standInId: bob }, "standInId", /^bob is away from .*, and Cleo stands in\. Choose/],
    [cleo, { ...days(4, 4), standInId: ann }, "from", /^Cleo stands in for bob from .* first\.$/],
    [trial.ann, { ...days(9, 8), standInId: bob }, "until", /^The last day is before/],
    [trial.ann, { ...days(-3, -1), standInId: bob }, "until", /^Those days are over/],
    [trial.ann, { ...days(0, 400), standInId: bob }, "until", /^An absence has at most 366 days/],
    [trial.ann, { ...days(800, 801), standInId: bob }, "from", /two years/],
  ] as const;
  for (const [browser, body, field, message] of refusals) {
    const answer = await add(browser, body);
    expect(answer).toMatchObject({ status: 400, error: { code: "bad_input", issues: [{ field }] } });
    expect(answer.error.message).toMatch(message);
    const page = await form(browser, body);
    expect(page.status).toBe(400);
    const html = await htmlOf(page);
    expect(html).toContain(answer.error.message);
    expect(html).toContain(`value="${body.until}"`);
  }
  for (const [field, value] of [
    ...[["from", "2026-02-30"] as const, ["until", ""] as const, ["from", "31/12/2026"] as const],
    ...[["until", "10000-01-01"] as const, ["standInId", ""] as const],
  ]) {
    const page = await form(trial.ann, { ...days(20, 21), standInId: bob, [field]: value });
    expect([page.status, await htmlOf(page)]).toEqual([400, expect.stringContaining('aria-invalid="true"')]);
  }
  expect(await stored()).toHaveLength(1);
});

test("two who rely on each other at the same moment: one of them is refused", async () => {
  const { bob } = trial.world;
  const answers = await Promise.all([
    add(trial.bob, { ...days(1, 2), standInId: cleoId }),
    add(cleo, { ...days(1, 2), standInId: bob }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect(await stored()).toHaveLength(1);
});

test("the same form twice adds one; undo takes it away, and brings back what was removed unless something speaks against it", async () => {
  const { ann, bob } = trial.world;
  const fields = { ...days(1, 2), standInId: cleoId, operationId: "op_chosen_by_the_form_1" };
  await form(trial.bob, fields);
  await form(trial.bob, fields);
  expect(await stored()).toHaveLength(1);
  expect((await form(trial.bob, { ...fields, until: day(3) })).status).toBe(400);
  expect((await undo(cleo, fields.operationId)).status).toBe(404);
  expect((await undo(trial.bob, fields.operationId)).body).toMatchObject({ count: 1 });
  expect((await undo(trial.bob, fields.operationId)).body).toMatchObject({ count: 1 });
  expect(await stored()).toEqual([]);

  const { id } = await add(trial.bob, { ...days(1, 2), standInId: cleoId });
  const removed = await trial.ann.api("/api/absences/remove", "POST", { id });
  const { operationId } = removed.body as unknown as Answer;
  const page = await postForm(trial.ann, "/follow-ups/undo", [
    ["operationId", operationId],
    ["redirectTo", "/members"],
  ]);
  expect(page.status).toBe(303);
  expect(await htmlOf(trial.ann.fetch("/members"))).toContain("bob is away again as before");
  expect(await stored()).toMatchObject([{ _id: id, userId: bob }]);

  const again = (await trial.ann.api("/api/absences/remove", "POST", { id })).body as unknown as Answer;
  await add(cleo, { ...days(2, 2), standInId: ann });
  expect((await undo(trial.ann, again.operationId)).body).toMatchObject({ count: 0 });
  expect(await stored()).toMatchObject([{ userId: cleoId }]);
});

test("a stand-in who is removed: the absence stays, and the admin and who is away are told in words", async () => {
  const { bob, first } = trial.world;
  await add(trial.bob, { ...days(0, 2), standInId: cleoId });
  const member = { organizationId: first, userId: cleoId };
  await postForm(trial.ann, `/members/${cleoId}`, [
    ["intent", "remove"],
    ["handOverTo", ""],
  ]);
  expect(await htmlOf(trial.ann.fetch("/members"))).toContain("Nobody stands in any more for bob");
  const words = "nobody stands in, as who was to isn’t a member any more";
  for (const page of ["/members", "/team", `/members/${bob}`]) {
    expect(await htmlOf(trial.ann.fetch(page)), page).toContain(words);
  }
  for (const page of ["/account", "/follow-ups"]) expect(await htmlOf(trial.bob.fetch(page)), page).toContain(words);
  expect(await stored()).toMatchObject([{ standInId: cleoId }]);
  expect((await cleo.api(`/api/follow-ups/due?for=${bob}`, "GET")).status).toBe(401);
  const memberships = [{ organizationId: member.organizationId, role: "member" as const }];
  await database().users.updateOne({ _id: cleoId }, { $set: { memberships } });
  cleo = await signIn(trial.server.origin, "cleo@example.com");
  expect((await cleo.api(`/api/follow-ups/due?for=${bob}`, "GET")).status).toBe(200);
});
