import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { NO_WORKING_CALENDAR } from "../../app/domain/working-calendar.ts";
import { addApiKey } from "../../db/accounts.ts";
import { htmlOf, postForm } from "../support/admins-trial.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import { ago, cleo, cleoId, database, teamForEachTest, trial } from "../support/team-trial.ts";

teamForEachTest();

interface Day {
  name: string;
  due: number;
}
const teamOf = async (browser: BrowserSession) => {
  const { status, body } = await browser.api("/api/team", "GET");
  return { status, body: body as { members: Day[]; totals: Day; hotOverdue: { count: number; contacts: object[] } } };
};

test("each member's numbers, the largest backlog first, and all together", async () => {
  const { ann, bob } = trial.world;
  const done = await trial.bob.api("/api/follow-ups/due", "PATCH", { personIds: ["b2", "ab"], action: "done" });
  expect(done.status).toBe(200);
  await trial.bob.api("/api/follow-ups/due", "PATCH", { personId: "b3", action: "snooze" });
  const { operationId } = (await trial.bob.api("/api/follow-ups/due", "PATCH", { personIds: ["b1"], action: "done" }))
    .body as { operationId: string };
  await trial.bob.api("/api/follow-ups/undo", "POST", { operationId });
  const { body } = await teamOf(trial.ann);
  expect(body.members).toEqual([
    {
      ...{ id: ann, name: "ann", email: "ann@example.com", due: 1, overdue: 1, oldest: ago(2), hotOverdue: 0 },
      ...{ doneToday: 0, noNextStep: 1 },
    },
    {
      ...{ id: bob, name: "bob", email: "bob@example.com", due: 1, overdue: 1, oldest: ago(20), hotOverdue: 1 },
      ...{ doneToday: 2, noNextStep: 3 },
    },
    {
      ...{ id: cleoId, name: "Cleo", email: "cleo@example.com", due: 0, overdue: 0, oldest: null, hotOverdue: 0 },
      ...{ doneToday: 0, noNextStep: 0 },
    },
  ]);
  const totals = { due: 2, overdue: 2, oldest: ago(20), hotOverdue: 1, doneToday: 2, noNextStep: 4 };
  expect(body.totals).toEqual(totals);
});

test("each number is how many the list has that it leads to", async () => {
  const html = await htmlOf(trial.ann.fetch("/team"));
  const { bob } = trial.world;
  const { body } = await teamOf(trial.ann);
  const day = body.members.find(({ name }) => name === "bob") as unknown as Record<string, number>;
  expect(day).toMatchObject({ due: 4, overdue: 3, hotOverdue: 1, noNextStep: 1 });
  const hrefs = [...html.matchAll(/<a aria-label="([\w ]+), bob: [^"]*"[^>]* href="([^"]+)"/g)].map(
    ([, label, href]) => [label!, href!.replaceAll("&amp;", "&")] as const,
  );
  expect(hrefs.map(([label]) => label)).toEqual([
    ...["Due", "Overdue", "Oldest", "Hot and overdue", "Done today", "No next step"],
  ]);
  for (const [label, href] of hrefs) expect(href, label).toMatch(new RegExp(`(for|owner)=${bob}`));
  const rowsOf = async (place: number) => {
    const page = await htmlOf(trial.ann.fetch(hrefs[place]![1]));
    return page.split("<follow-up-row").length - 1 + page.split('name="contactIds"').length - 1;
  };
  expect(await rowsOf(0)).toBe(day.due);
  expect(await rowsOf(1)).toBe(day.overdue);
  expect(await rowsOf(3)).toBe(day.hotOverdue);
  expect(await rowsOf(5)).toBe(day.noNextStep);
});

test("an admin works a member's list as the member does, and nobody else can", async () => {
  const { bob, ann, cid } = trial.world;
  const list = await htmlOf(trial.ann.fetch(`/follow-ups?for=${bob}`));
  expect(list).toContain("bob’s follow-ups");
  expect(list.split("<follow-up-row").length - 1).toBe(4);
  const counts = async (browser: BrowserSession, whose: string) =>
    browser.api(`/api/follow-ups/due?for=${whose}`, "GET");
  expect((await counts(trial.ann, bob)).body).toMatchObject({ counts: { all: 4, overdue: 3, today: 1, hot: 2 } });
  for (const [browser, whose] of [
    ...[[trial.bob, ann] as const, [cleo, bob] as const, [trial.cid, bob] as const],
    ...[[trial.ann, cid] as const, [trial.ann, "nobody"] as const],
  ]) {
    expect((await counts(browser, whose)).status).toBe(404);
    const change = { personIds: ["b1", "b2"], action: "done", for: whose };
    expect((await browser.api("/api/follow-ups/due", "PATCH", change)).status).toBe(404);
    const spread = { days: 5, perDay: 5, for: whose };
    expect((await browser.api("/api/follow-ups/spread", "POST", spread)).status).toBe(404);
    for (const path of ["", "/work", "/spread", "/done"]) {
      const answer = await browser.fetch(`/follow-ups${path}?for=${whose}`);
      expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/follow-ups"]);
    }
    const posted = await postForm(browser, `/follow-ups?for=${whose}`, [
      ["personIds", "b1"],
      ["action", "done"],
    ]);
    expect(posted.headers.get("Location")).toBe("/follow-ups");
  }
  expect(await database().activities.countDocuments({})).toBe(0);

  const change = { personIds: ["b1", "a1"], action: "done", for: bob };
  const { body } = await trial.ann.api("/api/follow-ups/due", "PATCH", change);
  expect(body).toMatchObject({ count: 1 });
  const { operationId } = body as { operationId: string };
  expect(await database().activities.find({}).toArray()).toMatchObject([{ contactId: "b1", userId: ann }]);
  expect((await trial.bob.api("/api/follow-ups/undo", "POST", { operationId })).status).toBe(404);
  expect((await trial.ann.api("/api/follow-ups/undo", "POST", { operationId })).body).toMatchObject({ count: 1 });
  // Without saying whose list it is, the contract holds: what isn't assigned to the caller is dropped.
  expect((await trial.ann.api("/api/follow-ups/due", "PATCH", { personId: "b1", action: "done" })).status).toBe(404);
});

test("by forms an admin snoozes in a member's list, marks done as something, and takes the next date", async () => {
  const { bob } = trial.world;
  const snoozed = await postForm(trial.ann, `/follow-ups?filter=overdue&for=${bob}`, [
    ["personIds", "b2"],
    ["action", "snooze"],
  ]);
  expect(snoozed.headers.get("Location")).toBe(`/follow-ups?filter=overdue&for=${bob}`);
  const asked = await htmlOf(
    postForm(trial.ann, "/follow-ups/done-as", [
      ["personIds", "b1"],
      ["for", bob],
    ]),
  );
  expect(asked).toContain(`<input type="hidden" name="for" value="${bob}"/>`);
  const fields: [string, string][] = [
    ...[["personIds", "b1"] as [string, string], ["for", bob] as [string, string]],
    ...[["outcome", "reached"] as [string, string], ["text", "Spoke"] as [string, string]],
  ];
  await postForm(trial.ann, "/follow-ups/done-as", fields);
  const stored = await database().contacts.find({ organizationId: trial.world.first }).toArray();
  const dates = Object.fromEntries(stored.map(({ id, nextFollowUpDate }) => [id, nextFollowUpDate]));
  expect(dates).toMatchObject({ b1: null, b2: ago(-3), b3: ago(0) });
  const { operationId } = (await database().activities.findOne({ contactId: "b1" }))!;
  const next = await trial.ann.api("/api/follow-ups/next", "POST", { operationId, later: true });
  expect(next.body).toMatchObject({ count: 1 });
});

test("a member's backlog is spread over their days, by an admin", async () => {
  const { bob } = trial.world;
  const answer = await trial.ann.api("/api/follow-ups/spread", "POST", { days: 3, perDay: 1, for: bob });
  expect(answer.body).toMatchObject({ count: 3 });
  expect(await database().contacts.countDocuments({ assigneeIds: bob, nextFollowUpDate: { $lt: ago(0) } })).toBe(2);
  expect(await htmlOf(trial.ann.fetch(`/follow-ups/spread?for=${bob}`))).toContain("bob’s follow-ups");
});

test("hot contacts that have waited for so many working days stand on the page, with who looks after them", async () => {
  const { bob } = trial.world;
  const first = await teamOf(trial.ann);
  expect(first.body.hotOverdue).toMatchObject({
    ...{ workingDays: 3, count: 1 },
    contacts: [{ id: "b1", nextFollowUpDate: ago(20), assignees: [{ id: bob, name: "bob" }] }],
  });
  const page = await htmlOf(trial.ann.fetch("/team"));
  expect(page).toContain('href="/contacts/b1"');
  expect(page).not.toContain('href="/contacts/c1"');
  const settings = (days: string) =>
    postForm(trial.ann, "/settings", [
      ...[["name", "first"] as [string, string], ["timeZone", "UTC"] as [string, string]],
      ...[["from", "today"] as [string, string], ["hotOverdueDays", days] as [string, string]],
      ...["HOT", "WARM", "COLD", "NURTURE", "none"].map((group): [string, string] => [group, ""]),
    ]);
  for (const days of ["0", "61", "many", "1.5"]) {
    const refused = await settings(days);
    expect([refused.status, await htmlOf(refused)]).toEqual([
      400,
      expect.stringContaining("A whole number of days from 1 to 60"),
    ]);
  }
  expect((await settings("20")).status).toBe(303);
  expect((await teamOf(trial.ann)).body.hotOverdue).toMatchObject({ workingDays: 20, count: 0, contacts: [] });
});

test("hot contacts wait by the organization's working calendar, by its holidays and own days too", async () => {
  const workingDaysOf = async (from: number, calendar: object) => {
    const { first } = trial.world;
    const workingCalendar = { ...NO_WORKING_CALENDAR, isOn: true, weekdays: [1, 2, 3, 4, 5, 6, 7], ...calendar };
    await database().organizations.updateOne({ _id: first }, { $set: { workingCalendar, hotOverdueDays: 1 } });
    await database().contacts.updateOne({ organizationId: first, id: "b1" }, { $set: { nextFollowUpDate: ago(from) } });
    const { contacts } = (await teamOf(trial.ann)).body.hotOverdue as { contacts: { workingDays: number }[] };
    return contacts.map(({ workingDays }) => workingDays);
  };
  expect(await workingDaysOf(5, {})).toEqual([5]);
  expect(await workingDaysOf(5, { ownDays: [{ date: ago(2), name: "Founders’ day" }] })).toEqual([4]);
  // A year and the holidays in it: of that year, and of the one before.
  const [days] = await workingDaysOf(366, { country: "DE" });
  expect(days).toBeLessThan(366 - 5);
  // Nobody has worked since.
  expect(await workingDaysOf(1, { ownDays: [{ date: ago(0), name: "Founders’ day" }] })).toEqual([]);
  await database().organizations.updateMany({}, { $unset: { workingCalendar: "" } });
});

test("only admins see the team, of their own organization; a key for contacts does, a token never", async () => {
  for (const browser of [trial.bob, cleo]) {
    expect((await browser.fetch("/team")).status).toBe(403);
    expect((await teamOf(browser)).status).toBe(403);
  }
  expect((await teamOf(trial.cid)).body.members.map(({ name }) => name)).toEqual(["cid"]);
  const read = async (scope: "contacts" | "panel-tokens") => {
    const key = await addApiKey(database(), {
      ...{ organizationId: trial.world.first, name: "k", now: new Date(), scopes: [scope] },
    });
    const headers = { Authorization: `Bearer ${key}` };
    return fetch(`${trial.server.origin}/api/team`, { headers });
  };
  const answer = await read("contacts");
  const { members, today } = (await answer.json()) as { members: Day[]; today: string };
  expect([answer.status, members.length]).toEqual([200, 3]);
  expect(today).toBe(Temporal.Now.plainDateISO("UTC").toString());
  expect((await read("panel-tokens")).status).toBe(403);
});
