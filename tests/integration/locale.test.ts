import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { longDate, shortDayAndMonth } from "../../app/domain/date-text.ts";
import { addDays } from "../../app/domain/calendar.ts";
import type { DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer, emptyDatabase } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;

beforeAll(async () => {
  ({ connection, ...server } = await borrowServer());
});
afterAll(async () => {
  await server.stop();
});
beforeEach(async () => {
  await emptyDatabase(connection.database);
  world = await plantTwoOrganizations(connection.database);
  ann = await signIn(server.origin, "ann@example.com");
});

const page = async (path: string, language?: string) => {
  const response = await ann.fetch(path, language === undefined ? {} : { headers: { "Accept-Language": language } });
  expect(response.status).toBe(200);
  return response.text();
};
const choose = (locale: string) =>
  ann.fetch("/account", { method: "POST", body: new URLSearchParams({ name: "ann", timeZone: "UTC", locale }) });

test("the first HTML of each page is written as the browser says, and as before where it says nothing", async () => {
  const later = addDays(world.today, 5);
  for (const [language, locale] of [
    ["en-US,en;q=0.9", "en-US"],
    ["de-DE,de;q=0.9", "en-DE"],
    ["*", "en-GB"],
    [undefined, "en-GB"],
  ] as const) {
    expect(await page("/contacts/later", language)).toContain(longDate(later, locale));
    expect(await page("/follow-ups?filter=all", language)).toContain(`title="${longDate(world.today, locale)}"`);
  }
});

test("numbers are grouped as the reader's are", async () => {
  const many = Array.from({ length: 1_100 }, (_, place) =>
    contact({ organizationId: world.first, assigneeIds: [world.ann], id: `c${place}`, nextFollowUpDate: world.today }),
  );
  await connection.database.contacts.insertMany(many);
  for (const [language, total] of [
    ["en-US", "1,106"],
    ["de", "1.106"],
    ["de-CH", "1’106"],
    ["fr", "1 106"],
  ] as const) {
    const text = (await page("/follow-ups?filter=all", language))
      .replace(/[\u00a0\u202f]/g, " ")
      .replaceAll("&#x27;", "’");
    expect(text.replaceAll("'", "’")).toContain(`Showing 200 of ${total}`);
  }
});

test("what the account has chosen counts before what the browser says, in every organization and browser", async () => {
  expect((await choose("en-US")).status).toBe(303);
  const later = longDate(addDays(world.today, 5), "en-US");
  expect(await page("/contacts/later", "de-DE")).toContain(later);
  expect(await page("/account", "de-DE")).toMatch(/<option value="en-US" selected/);
  expect((await ann.api("/api/follow-ups/due", "GET")).body).toMatchObject({ locale: "en-US" });
  // A form that doesn't say leaves it, and one that can't be changes nothing.
  await ann.fetch("/account", { method: "POST", body: new URLSearchParams({ timeZone: "UTC" }) });
  await choose("xx");
  expect(await page("/contacts/later")).toContain(later);
  await choose("");
  expect(await page("/contacts/later", "en-GB")).toContain(longDate(addDays(world.today, 5), "en-GB"));
});

test("the API's reason and dates stay as they are documented; words that are made for people are the reader's", async () => {
  const at = new Date(`${addDays(world.today, -1)}T12:00:00Z`);
  const note = { action: "call", userId: world.ann, at, text: "wants 3 bedrooms" } as const;
  const dates = { dateBefore: null, dateAfter: null };
  await connection.database.activities.insertOne({
    ...{ organizationId: world.first, contactId: "old", operationId: "op", ...dates },
    ...note,
  });
  const { body } = await ann.api("/api/follow-ups/due?order=oldest", "GET");
  const response = await ann.fetch("/api/follow-ups/due", { headers: { "Accept-Language": "en-US" } });
  const due = (await response.json()) as typeof body & { snoozeOptions: { day: string }[] };
  expect(due.followUps?.[0]).toMatchObject({ reason: "Follow-up overdue by 9 days" });
  expect(due.followUps?.map(({ nextFollowUpDate }) => nextFollowUpDate)).toEqual(
    body.followUps?.map(({ nextFollowUpDate }) => nextFollowUpDate),
  );
  expect(due.today).toBe(world.today);
  expect(due.snoozeOptions[0]?.day).toMatch(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2}$/);
  const yesterday = shortDayAndMonth(addDays(world.today, -1), world.today, "en-US");
  expect(due.followUps?.[0]?.lastNote).toBe(`Called ${yesterday}: wants 3 bedrooms`);
});

test("an Accept-Language that can't be read or is huge does no harm", async () => {
  for (const language of ["x".repeat(8_000), ",,;q=,", "en-US;q=9e99", "-", "de-u-nu-xxxxxxxxxxxx", "en_US.UTF-8"]) {
    expect(await page("/follow-ups", language)).toMatch(/<h1[^>]*>Follow-ups<\/h1>/);
  }
});
