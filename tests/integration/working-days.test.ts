import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays, type CalendarDate } from "../../app/domain/calendar.ts";
import { wholeDayText } from "../../app/domain/date-text.ts";
import { NO_WORKING_CALENDAR, type WorkingCalendarSettings } from "../../app/domain/working-calendar.ts";
import { workingDaysAfter } from "../../app/domain/working-days.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { holidaysOf } from "../../db/holidays.ts";
import { workingCalendarOf } from "../../db/working-calendar.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
/** The next working day by Monday to Friday, which is the day of an outing in the calendars here. */
let outing: CalendarDate;
/** The working day after that. */
let then: CalendarDate;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});
beforeEach(async () => {
  const { database } = connection;
  await Promise.all(
    [database.contacts, database.activities, database.operations, database.auditEvents].map((each) =>
      each.deleteMany({}),
    ),
  );
  await database.users.deleteMany({});
  await database.organizations.deleteMany({});
  world = await plantTwoOrganizations(database);
  ann = await signIn(server.origin, "ann@example.com");
  [outing = "", then = ""] = workingDaysAfter(world.today, 2);
});

const setCalendar = (settings: Partial<WorkingCalendarSettings>, organization = world.first) =>
  connection.database.organizations.updateOne(
    { _id: organization },
    { $set: { workingCalendar: { ...NO_WORKING_CALENDAR, isOn: true, ...settings } } },
  );
const withOuting = () => ({ ownDays: [{ date: outing, name: "the outing" }] });
const makeAdmin = () =>
  connection.database.users.updateOne(
    { _id: world.ann, "memberships.organizationId": world.first },
    { $set: { "memberships.$.role": "admin" as const } },
  );
const post = (path: string, fields: Record<string, string> | string[][]) =>
  ann.fetch(path, {
    method: "POST",
    body: new URLSearchParams(fields as Record<string, string>),
    headers: { Origin: server.origin },
  });
const api = async (method: string, path: string, body?: object) => {
  const response = await ann.fetch(`/api/follow-ups/${path}`, {
    method,
    headers: { Origin: server.origin, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
};
const dateOf = async (id: string) =>
  (await connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;
const dayText = (date: CalendarDate) => wholeDayText(date, world.today, "en-GB");
const optionsNow = async () =>
  (await api("GET", "due")).snoozeOptions as { label: string; date: string; day: string; isUsual: boolean }[];
const SETTINGS = {
  ...{ name: "first", timeZone: "UTC", from: "today", HOT: "", WARM: "", COLD: "", NURTURE: "", none: "" },
  ...{ noAnswerDays: "1", leftMessageDays: "2", mostTries: "5", hotOverdueDays: "3" },
};

test("the next try is on a working day, and the answer and the page say why", async () => {
  await setCalendar(withOuting());
  const done = { personId: "old", action: "done", outcome: "noAnswer" };
  expect(await api("PATCH", "due", done)).toMatchObject({
    next: [{ id: "old", date: then }],
    moved: [{ date: then, why: expect.stringMatching(/^as .* is the outing$/) }],
  });
  expect(await dateOf("old")).toBe(then);
  const page = await (await ann.fetch("/follow-ups/done-as?personIds=hot-old")).text();
  expect(page).toMatch(/Next try [^<]*, as [^<]* is the outing/);
  await post("/follow-ups/done-as", { personIds: "hot-old", outcome: "noAnswer", text: "" });
  expect(await (await ann.fetch("/follow-ups")).text()).toMatch(/no answer\. Next try [^<]*, as [^<]* is the outing\./);
});

test("another organization, and one that hasn’t set a calendar, go on as before", async () => {
  await setCalendar(withOuting(), world.second);
  const answer = await api("PATCH", "due", { personId: "old", action: "done", outcome: "noAnswer" });
  expect(answer).toMatchObject({ next: [{ id: "old", date: outing }] });
  expect(answer).not.toHaveProperty("moved");
  await setCalendar({ ...withOuting(), isOn: false });
  await api("PATCH", "due", { personId: "hot-old", action: "done", outcome: "noAnswer" });
  expect(await dateOf("hot-old")).toBe(outing);
});

test("plain Snooze stays three days, until the organization switches it to working days", async () => {
  await setCalendar(withOuting());
  await api("PATCH", "due", { personId: "old", action: "snooze" });
  expect(await dateOf("old")).toBe(addDays(world.today, 3));
  expect((await optionsNow()).find(({ isUsual }) => isUsual)?.date).toBe(addDays(world.today, 3));
  await setCalendar({ ...withOuting(), snoozes: true });
  const third = workingDaysAfter(world.today, 4)[3];
  expect((await optionsNow()).find(({ isUsual }) => isUsual)).toMatchObject({ date: third });
  await api("PATCH", "due", { personId: "hot-old", action: "snooze" });
  expect(await dateOf("hot-old")).toBe(third);
  const { operationId } = await api("PATCH", "due", { personId: "shared", action: "snooze" });
  await api("POST", "undo", { operationId });
  expect(await dateOf("shared")).toBe(addDays(world.today, -2));
});

test("spreading passes over days off and leave, and says so", async () => {
  await setCalendar(withOuting());
  const preview = await api("POST", "spread", { days: 2, perDay: 30, dryRun: true });
  expect(preview).toMatchObject({ daysOff: [{ date: outing, name: "the outing" }] });
  expect((preview.days as { date: string }[])[0]?.date).toBe(then);
  expect(await (await ann.fetch("/follow-ups/spread?days=2&perDay=30")).text()).toContain(", the outing");
  await post("/account", { intent: "leave", from: then, to: addDays(then, 20) });
  const away = await api("POST", "spread", { days: 1, perDay: 30, dryRun: true });
  expect((away.days as { date: string }[])[0]!.date > addDays(then, 20)).toBe(true);
});

test("a cadence and what is offered later move on by it", async () => {
  await makeAdmin();
  await setCalendar(withOuting());
  const cadence = { byLeadQuality: { HOT: null, WARM: null, COLD: null, NURTURE: null, none: 1 } };
  await connection.database.organizations.updateOne(
    { _id: world.first },
    { $set: { cadence: { ...cadence, from: "today", skipWeekends: true, automatic: true } } },
  );
  await api("PATCH", "due", { personId: "old", action: "done" });
  expect(await dateOf("old")).toBe(then);
});

test("a holiday of the country is a day off, by its name; a year without a list is told", async () => {
  const holidays = await holidaysOf("DE", 2027);
  expect(holidays?.get("2027-01-01")).toBe("New Year’s Day");
  expect(await holidaysOf("DE", 2085)).toBeNull();
  const settings = { ...NO_WORKING_CALENDAR, isOn: true, country: "DE" };
  const calendar = await workingCalendarOf({ settings, leave: null, today: "2075-06-01" });
  expect(calendar.unknownYears).toEqual([2077, 2078]);
  expect(workingDaysAfter("2076-12-31", 1, calendar)).toEqual(["2077-01-01"]);
  // Half a day off is a working day, and a feast of several days is all of them.
  expect((await holidaysOf("CN", 2027))?.has("2027-03-08")).toBe(false);
  expect([...((await holidaysOf("SA", 2026)) ?? []).values()].filter((name) => /Fitr/.test(name))).toHaveLength(4);
});

test("an admin sets it at the settings, which the audit log tells; bad input is told beside its field and kept", async () => {
  const week = { workingCalendar: "on", usesCalendar: "on", weekday1: "on", weekday2: "on", country: "GB" };
  expect((await post("/settings", { ...SETTINGS, ...week, ownDays: "" })).status).toBe(403);
  await makeAdmin();
  const bad = await post("/settings", { ...SETTINGS, ...week, ownDays: "2026-12-24 Eve\nsomeday Party" });
  expect(bad.status).toBe(400);
  const html = await bad.text();
  expect(html).toContain("Line 2: Begin with a date that exists");
  expect(html).toContain("2026-12-24 Eve\nsomeday Party");
  expect((await post("/settings", { ...SETTINGS, ...week, country: "XX", ownDays: "" })).status).toBe(400);
  expect(await connection.database.organizations.findOne({ _id: world.first })).not.toHaveProperty("workingCalendar");
  await post("/settings", { ...SETTINGS, ...week, ownDays: `${outing} The outing` });
  expect(await connection.database.organizations.findOne({ _id: world.first })).toMatchObject({
    workingCalendar: { isOn: true, weekdays: [1, 2], country: "GB", snoozes: false, ownDays: [{ date: outing }] },
  });
  expect(await connection.database.organizations.findOne({ _id: world.second })).not.toHaveProperty("workingCalendar");
  const event = await connection.database.auditEvents.findOne({ kind: "settingsChanged" });
  expect(event?.detail).toContain("working days");
  expect(await (await ann.fetch("/settings")).text()).toContain(`${dayText(outing)}: The outing`);
  // A page from before there were working days leaves them as they are.
  await post("/settings", SETTINGS);
  expect(await connection.database.organizations.findOne({ _id: world.first })).toMatchObject({
    workingCalendar: { isOn: true },
  });
});

test("a user’s own days stand in every menu of theirs alone, and move on to working days", async () => {
  const saved = await post("/account", [
    ["intent", "presets"],
    ...[
      ["presetName", "Fortnight"],
      ["presetWords", "in 2 weeks"],
      ["presetName", "Outing"],
    ],
    ["presetWords", outing],
  ]);
  expect(saved.status).toBe(303);
  expect(await optionsNow()).toContainEqual(
    expect.objectContaining({ label: expect.stringContaining("Fortnight"), date: addDays(world.today, 14) }),
  );
  for (const path of ["/follow-ups", "/follow-ups/work", "/contacts", "/contacts/old", "/follow-ups/upcoming"]) {
    expect(await (await ann.fetch(path)).text(), path).toContain("Fortnight");
  }
  await setCalendar(withOuting());
  expect(await optionsNow()).toContainEqual(
    expect.objectContaining({ date: then, day: expect.stringContaining("is the outing") }),
  );
  const bob = await signIn(server.origin, "bob@example.com");
  expect(await (await bob.fetch("/api/follow-ups/due")).text()).not.toContain("Fortnight");
});

test("an organization’s days stand in the menus of all its members beside their own, as its admins say", async () => {
  const days = [
    ["intent", "presets"],
    ["presetName", "Fortnight"],
    ["presetWords", "in 2 weeks"],
    ["presetName", "Sprint"],
    ["presetWords", "in 3 weeks"],
  ] as [string, string][];
  const bob = await signIn(server.origin, "bob@example.com");
  const optionsOf = async (browser: typeof ann) => {
    const html = await (await browser.fetch("/contacts")).text();
    return ["Fortnight", "Sprint"].filter((name) => html.includes(name));
  };
  await connection.database.users.updateOne(
    { _id: world.ann },
    { $set: { "memberships.0.role": "member", presets: [{ name: "Fortnight", words: "in 4 weeks" }] } },
  );
  expect((await post("/settings", days)).status).toBe(403);
  await connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  const bad = await post("/settings", [...days, ["presetName", "Bald"], ["presetWords", "nächsten Dienstag"]]);
  expect([bad.status, await bad.text()]).toEqual([400, expect.stringContaining('value="nächsten Dienstag"')]);
  expect(await optionsOf(bob)).toEqual([]);
  expect((await post("/settings", days)).status).toBe(303);
  expect(await optionsOf(bob)).toEqual(["Fortnight", "Sprint"]);
  // Of two with one name a user's own is meant.
  const fortnights = (await optionsNow()).filter(({ label }) => label.includes("Fortnight"));
  expect(fortnights.map(({ date }) => date)).toEqual([addDays(world.today, 28)]);
  const { database } = connection;
  expect(await database.organizations.findOne({ _id: world.second })).not.toHaveProperty("presets");
  expect(await database.auditEvents.findOne({ kind: "settingsChanged", detail: "days to snooze to" })).not.toBeNull();
  expect(await (await ann.fetch("/settings")).text()).toContain('value="in 3 weeks"');
});

test("own days that can’t be are told beside their fields with what was typed, and nothing is saved", async () => {
  const bad = await post("/account", [
    ["intent", "presets"],
    ...[
      ["presetName", "Soon"],
      ["presetWords", "tue"],
      ["presetName", "Bald"],
    ],
    ["presetWords", "nächsten Dienstag"],
  ]);
  expect(bad.status).toBe(400);
  const html = await bad.text();
  expect(html).toContain("isn’t understood");
  expect(html).toContain('value="nächsten Dienstag"');
  expect(html).toContain('value="tue"');
  expect(await connection.database.users.findOne({ _id: world.ann })).not.toHaveProperty("presets");
  const leave = await post("/account", { intent: "leave", from: outing, to: addDays(outing, -1) });
  expect(leave.status).toBe(400);
  expect(await leave.text()).toContain("The last day comes before the first one.");
});
