import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { wholeDayText } from "../../app/domain/date-text.ts";
import { SNOOZE_DATE_MESSAGE } from "../../app/domain/hub-fields.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  ann = await signIn(server.origin, "ann@example.com");
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const snooze = (path: string, date: string, more: Record<string, string> = {}) =>
  ann.fetch(path, {
    method: "POST",
    body: new URLSearchParams({ personIds: "hot-old", choice: "action=snooze&date", date, ...more }),
    headers: { Origin: server.origin },
  });
const dateOf = async (id: string) =>
  (await connection.database.contacts.findOne({ organizationId: world.first, id }))!.nextFollowUpDate;

test.each(["/follow-ups?filter=all", "/follow-ups/work?filter=overdue"])(
  "on %s a snooze to no date, or to one that is past, says so beside the field and changes nothing",
  async (path) => {
    const before = await dateOf("hot-old");
    for (const date of ["", world.today, "2026-02-30"]) {
      const response = await snooze(path, date);
      expect(response.status).toBe(400);
      const html = await response.text();
      const id = /<input[^>]*type="date"[^>]*aria-invalid="true"[^>]*aria-describedby="([^"]+)"/.exec(html)?.[1];
      expect(id, "the field").toBeDefined();
      expect(html).toContain(`<p class="field-error" id="${id}" role="alert">${SNOOZE_DATE_MESSAGE}</p>`);
    }
    expect(await dateOf("hot-old")).toBe(before);
    expect(await connection.database.activities.countDocuments({})).toBe(0);
  },
);

test("in the hub who was ticked is ticked still, and the menu with the field is open", async () => {
  const html = await (await snooze("/follow-ups?filter=all", "")).text();
  const boxes = [...html.matchAll(/<input[^>]*name="personIds"[^>]*>/g)].map(([box]) => box);
  expect(boxes.filter((box) => box.includes("checked"))).toMatchObject([expect.stringContaining('value="hot-old"')]);
  expect(html).toMatch(/<details[^>]*class="menu menu-up"[^>]* open=""/);
});

test.each(["/follow-ups?filter=all", "/follow-ups/work?filter=overdue"])(
  "on %s words that say no day are told beside their field, stay in it, and change nothing",
  async (path) => {
    const before = await dateOf("hot-old");
    for (const [day, why] of [
      ["nächsten Dienstag", "isn’t understood"],
      ["yesterday", "is past"],
      ["in 9000 years", "The last day that can be kept"],
      ["tomorrow at 5pm", "a day and no time"],
      [`tue ${"x".repeat(200)}`, "at most 60 characters"],
    ]) {
      const response = await snooze(path, addDays(world.today, 30), { day: day! });
      expect(response.status).toBe(400);
      const html = await response.text();
      const field = /<input[^>]*name="day"[^>]*>/.exec(html)?.[0];
      expect(field).toContain(`value="${day}"`);
      const id = /aria-describedby="([^"]+)"/.exec(field!)?.[1];
      expect(html).toMatch(new RegExp(`<p class="field-error" id="${id}" role="alert">[^<]*${why}`));
    }
    expect(await dateOf("hot-old")).toBe(before);
  },
);

test("to a day after today it is snoozed", async () => {
  const later = addDays(world.today, 30);
  expect((await snooze("/follow-ups/work?filter=overdue", later)).status).toBeGreaterThanOrEqual(300);
  expect(await dateOf("hot-old")).toBe(later);
});

test("words are a day of the reader’s calendar, count before a date, and are told with it", async () => {
  const response = await snooze("/follow-ups?filter=all", addDays(world.today, 40), {
    day: "In 2 weeks",
    personIds: "old",
  });
  expect(response.status).toBe(303);
  expect(await dateOf("old")).toBe(addDays(world.today, 14));
  const page = await (await ann.fetch("/follow-ups?filter=all")).text();
  expect(page).toContain(`Snoozed 1 follow-up to ${wholeDayText(addDays(world.today, 14), world.today, "en-GB")}`);
});

test("what could be two days is read as the reader writes dates, and so told", async () => {
  await connection.database.users.updateOne({ _id: world.ann }, { $set: { locale: "en-US" } });
  await snooze("/follow-ups?filter=all", "", { day: "3/4", personIds: "shared" });
  expect(await dateOf("shared")).toMatch(/-03-04$/);
  expect(await (await ann.fetch("/follow-ups?filter=all")).text()).toContain("read with the month first");
});

test("another organization’s contact stays as it is", async () => {
  const other = () => connection.database.contacts.find({ organizationId: world.second }).toArray();
  const before = await other();
  expect(before.length).toBeGreaterThan(0);
  await snooze("/follow-ups?filter=all", "", { day: "tomorrow", personIds: before[0]!.id });
  expect(await other()).toEqual(before);
});
