import { beforeEach, expect, test } from "vitest";
import { signEmbedToken } from "../../app/auth/embed-token.server.ts";
import { tokenKeys } from "../../app/server/token-keys.ts";
import { addApiKey } from "../../db/accounts.ts";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { addDays, todayIn } from "../../app/domain/calendar.ts";
import { htmlOf, postForm } from "../support/admins-trial.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import { ago, cleo, cleoId, database, teamForEachTest, trial } from "../support/team-trial.ts";

// Bob is away, and Cleo, who has no contact of her own, stands in.
teamForEachTest();
beforeEach(async () => {
  await database().absences.deleteMany({});
  await database().users.updateMany({}, { $set: { timeZone: null } });
  await beAway({});
});

const beAway = ({ from = 0, until = 3, userId = trial.world.bob, standInId = cleoId, ...more }: Partial<Away>) =>
  database().absences.insertOne({
    ...{ _id: `absence_${Math.random()}`, organizationId: trial.world.first, userId, standInId, setBy: userId },
    ...{ from: ago(-from), until: ago(-until), createdAt: new Date(), expiresAt: new Date("2100-01-01"), ...more },
  });
interface Away {
  from: number;
  until: number;
  userId: string;
  standInId: string;
  organizationId: string;
}
const dateOf = async (id: string, organizationId = trial.world.first) =>
  (await database().contacts.findOne({ organizationId, id }))!.nextFollowUpDate;
const due = (browser: BrowserSession, whose?: string) =>
  browser.api(`/api/follow-ups/due?limit=200${whose ? `&for=${whose}` : ""}`, "GET");
const change = (browser: BrowserSession, body: object) => browser.api("/api/follow-ups/due", "PATCH", body);

/** Everything by which somebody may reach Bob's contact b2; true where any of it did. */
async function reaches(browser: BrowserSession, whose = trial.world.bob): Promise<boolean[]> {
  const posted = async (path: string, fields: Record<string, string>) => {
    await postForm(browser, path, Object.entries(fields));
    return (await dateOf("b2")) !== ago(3);
  };
  const listed = await due(browser, whose);
  const changed = await change(browser, { personId: "b2", action: "snooze", for: whose });
  const spread = await browser.api("/api/follow-ups/spread", "POST", { days: 5, perDay: 9, for: whose });
  const quality = { personId: "b2", leadQuality: "COLD" };
  return [
    listed.status === 200,
    changed.status === 200,
    spread.status === 200,
    (await browser.fetch("/contacts/b2")).status === 200,
    (await browser.fetch(`/follow-ups?for=${whose}`)).status === 200,
    (await browser.api("/api/follow-ups/lead-quality", "PATCH", quality)).status === 200,
    await posted(`/follow-ups?for=${whose}`, { personIds: "b2", action: "done" }),
    await posted("/contacts/b2", { intent: "set", date: ago(-9) }),
    await posted("/follow-ups/done-as", { personIds: "b2", for: whose, outcome: "reached", text: "" }),
  ];
}
const NOWHERE = Array.from({ length: 9 }, () => false);

test("the stand-in's own list and counts stay as they are; who is away has a list beside it, counted apart", async () => {
  const { bob } = trial.world;
  expect((await due(cleo)).body).toMatchObject({ followUps: [], counts: { all: 0, overdue: 0, today: 0, hot: 0 } });
  const hub = await htmlOf(cleo.fetch("/follow-ups"));
  expect(hub).toMatch(
    new RegExp(`<a[^>]*href="/follow-ups\\?filter=all&amp;for=${bob}">For bob <span class="badge">4</span>`),
  );
  const { body } = await due(cleo, bob);
  expect(body).toMatchObject({ counts: { all: 4, overdue: 3, today: 1, hot: 2 } });
  expect(body.followUps!.every((each) => (each as { insteadOf?: string }).insteadOf === "bob")).toBe(true);
  const list = await htmlOf(cleo.fetch(`/follow-ups?for=${bob}`));
  expect(list).toContain('<h1 dir="auto">For bob</h1>');
  expect(list).toMatch(/You stand in for bob until /);
  expect(list).toContain("Follow-up overdue by 3 days · for bob");
  // Nobody else sees anything of it.
  expect(await htmlOf(trial.ann.fetch("/follow-ups"))).not.toContain("For bob");
  expect((await due(trial.bob)).body).toMatchObject({ counts: { all: 4 } });
});

test("what the stand-in does is theirs for who is away, in the timeline, the export, and its undo", async () => {
  const { bob, first } = trial.world;
  const { body } = await change(cleo, { personIds: ["b1", "b2", "a1"], action: "done", for: bob });
  expect(body).toMatchObject({ count: 2 });
  const { operationId } = body as { operationId: string };
  const done = await database().activities.find({ operationId }).toArray();
  expect(done.map(({ userId, insteadOf }) => [userId, insteadOf])).toEqual([
    [cleoId, bob],
    [cleoId, bob],
  ]);
  expect((await cleo.api("/api/follow-ups/next", "POST", { operationId, later: true })).body).toMatchObject({
    count: 2,
  });
  await postForm(cleo, "/contacts/b2", [
    ["intent", "note"],
    ["kind", "call"],
    ["text", "Spoke"],
  ]);
  const profile = await htmlOf(cleo.fetch("/contacts/b2"));
  expect(profile.match(/<bdi>Cleo<\/bdi> for <bdi>bob<\/bdi>/g)).toHaveLength(3);
  expect(profile).toContain("You stand in for bob until");
  expect(profile).not.toContain("Delete this contact");
  const csv = await (await trial.ann.fetch("/export?format=ndjson")).text();
  const exported = csv.split("\n").filter((line) => line.includes('"insteadOf":"bob@example.com"'));
  expect(exported).toHaveLength(5);
  const undone = await cleo.api("/api/follow-ups/undo", "POST", { operationId });
  expect(undone.status).toBe(200);
  // A contact of their own is their own, whoever else is away.
  await database().contacts.updateOne({ organizationId: first, id: "b3" }, { $set: { assigneeIds: [bob, cleoId] } });
  await change(cleo, { personId: "b3", action: "done" });
  expect(await database().activities.findOne({ contactId: "b3" })).not.toHaveProperty("insteadOf");
});

test("whoever of the absent one's has no next step is counted for the stand-in, listed and changed, until the absence ends", async () => {
  const { bob, ann, first } = trial.world;
  const list = `/contacts?status=ACTIVE&followUp=none&owner=${bob}`;
  const hub = await htmlOf(cleo.fetch(`/follow-ups?for=${bob}`));
  expect(hub).toContain(`href="${list.replaceAll("&", "&amp;")}">No next step <span class="badge">1</span>`);
  const page = await htmlOf(cleo.fetch(list));
  expect(page).toMatch(/You stand in for bob until /);
  expect(page).toContain('href="/contacts/b4"');
  expect(page).not.toContain('href="/contacts/b1"');
  const setFor = (query: string, id: string) =>
    postForm(cleo, `/contacts?${query}`, [
      ...([
        ["choice", "date"],
        ["contactIds", id],
      ] as [string, string][]),
      ["date", ago(-5)],
    ]);
  // Without that owner in the address they are nobody's whom Cleo sees, and Ann isn't away.
  for (const owner of ["", `owner=mine`, `owner=${ann}`]) {
    expect(await htmlOf(cleo.fetch(`/contacts?${owner}`))).not.toContain("/contacts/b");
    await setFor(owner, "b4");
    expect(await dateOf("b4")).toBeNull();
  }
  await setFor(`owner=${bob}`, "b4");
  expect(await dateOf("b4")).toBe(ago(-5));
  expect(await database().activities.findOne({ organizationId: first, contactId: "b4" })).toMatchObject({
    insteadOf: bob,
  });
  await database().absences.deleteMany({});
  expect(await htmlOf(cleo.fetch(list.replace("followUp=none&", "")))).not.toContain("/contacts/b");
});

test("without saying for whom, ids that aren't one's own are dropped as ever", async () => {
  expect((await change(cleo, { personIds: ["b1", "b2"], action: "done" })).status).toBe(404);
  expect(await dateOf("b1")).toBe(ago(20));
});

test("before the first day and after the last nothing of it is in reach, with nothing to be given back", async () => {
  const { bob } = trial.world;
  const before = await database().contacts.find({}).sort({ _id: 1 }).toArray();
  const { body } = await change(cleo, { personId: "b1", action: "snooze", for: bob });
  for (const [from, until] of [
    [2, 5],
    [-9, -2],
  ] as const) {
    await database().absences.deleteMany({});
    await beAway({ from, until });
    expect(await reaches(cleo)).toEqual(NOWHERE);
    const { operationId } = body as { operationId: string };
    // What was done stays done: who is away decides now.
    expect((await cleo.api("/api/follow-ups/undo", "POST", { operationId })).body).toMatchObject({ count: 0 });
  }
  const held = await database().contacts.find({}).sort({ _id: 1 }).toArray();
  expect(held.map(({ assigneeIds }) => assigneeIds)).toEqual(before.map(({ assigneeIds }) => assigneeIds));
});

test("the days are those of who is away, wherever that is", async () => {
  const { bob } = trial.world;
  for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    await database().users.updateOne({ _id: bob }, { $set: { timeZone } });
    const there = todayIn(Temporal.Now.instant(), timeZone);
    for (const [from, until, isIn] of [
      [there, there, true],
      [addDays(there, 1), addDays(there, 2), false],
      [addDays(there, -2), addDays(there, -1), false],
    ] as const) {
      await database().absences.updateMany({}, { $set: { from, until } });
      expect((await due(cleo, bob)).status, `${timeZone} ${from}`).toBe(isIn ? 200 : 404);
    }
  }
});

test("an absence elsewhere opens nothing here, and one here nothing elsewhere", async () => {
  const { bob, ann, second, cid } = trial.world;
  await database().absences.deleteMany({});
  await beAway({ organizationId: second });
  expect(await reaches(cleo)).toEqual(NOWHERE);
  await database().absences.deleteMany({});
  await beAway({ standInId: cid });
  expect(await reaches(trial.cid)).toEqual(NOWHERE);
  await database().absences.deleteMany({});
  await beAway({});
  // Only that member's contacts, and only by the one who stands in.
  expect((await due(cleo, ann)).status).toBe(404);
  expect((await cleo.fetch("/contacts/a1")).status).toBe(404);
  expect((await change(cleo, { personId: "a1", action: "done", for: bob })).status).toBe(404);
  expect((await change(cleo, { personId: "c1", action: "done", for: bob })).status).toBe(404);
  expect(await dateOf("b1", second)).toBe(ago(90));
});

test("who stands in can't delete or merge, or assign, and has no more in their contacts", async () => {
  const { bob } = trial.world;
  for (const path of ["/contacts/b2/delete", "/contacts/b2/merge"]) {
    expect((await cleo.fetch(path)).status).toBe(404);
    await postForm(cleo, path, [["with", "b1"]]);
  }
  expect(await database().contacts.countDocuments({ assigneeIds: bob, id: { $in: ["b1", "b2"] } })).toBe(3);
  expect(await htmlOf(cleo.fetch("/contacts"))).not.toContain("Contact b2");
  expect((await cleo.fetch(`/follow-ups/reassign?for=${bob}`)).status).toBe(403);
});

test("a stand-in who is removed sees nothing any more", async () => {
  const memberships = (await database().users.findOne({ _id: cleoId }))!.memberships;
  await database().users.updateOne({ _id: cleoId }, { $set: { memberships: [] } });
  expect((await due(cleo, trial.world.bob)).status).toBe(403);
  await database().users.updateOne({ _id: cleoId }, { $set: { memberships } });
  // And where who is away is removed, there is nobody to stand in for.
  const bobs = (await database().users.findOne({ _id: trial.world.bob }))!.memberships;
  await database().users.updateOne({ _id: trial.world.bob }, { $set: { memberships: [] } });
  expect((await due(cleo, trial.world.bob)).status).toBe(404);
  await database().users.updateOne({ _id: trial.world.bob }, { $set: { memberships: bobs } });
});

test("neither a key nor a token of the panel reaches it", async () => {
  const { bob, first } = trial.world;
  const key = await addApiKey(database(), { organizationId: first, name: "k", now: new Date() });
  const { _id: keyId } = (await database().apiKeys.findOne({ organizationId: first }))!;
  const secret = await readFile(join(trial.server.dataDirectory, "session-secret"), "utf8");
  const origin = "https://host.example";
  const claims = { userId: cleoId, organizationId: first, origin, keyId };
  const { token } = await signEmbedToken(claims, tokenKeys(undefined, secret), Temporal.Now.instant());
  const ask = async (bearer: string, path: string, method = "GET", body?: object) => {
    const headers = { Authorization: `Bearer ${bearer}`, Origin: origin, "Content-Type": "application/json" };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return (await fetch(`${trial.server.origin}/api/${path}`, init)).status;
  };
  expect(await ask(token, "follow-ups/due")).toBe(200);
  for (const [bearer, status] of [
    [token, 404],
    [key, 401],
  ] as const) {
    expect(await ask(bearer, `follow-ups/due?for=${bob}`)).toBe(status);
    const wanted = { personId: "b2", action: "done", for: bob };
    expect(await ask(bearer, "follow-ups/due", "PATCH", wanted)).toBe(status);
    expect(await ask(bearer, "follow-ups/spread", "POST", { days: 5, perDay: 9, for: bob })).toBe(status);
    expect(await ask(bearer, `follow-ups/changes?since=x@${bob}`)).toBe(status);
    const quality = { personId: "b2", leadQuality: "COLD" };
    expect(await ask(bearer, "follow-ups/lead-quality", "PATCH", quality)).toBe(status);
    expect(await ask(bearer, "absences")).toBe(401);
  }
  expect(await dateOf("b2")).toBe(ago(3));
});
