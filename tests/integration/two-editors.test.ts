import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { shortDate } from "../../app/domain/date-text.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
let bob: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  ann = await signIn(server.origin, "ann@example.com");
  bob = await signIn(server.origin, "bob@example.com");
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});
beforeEach(() => connection.database.activities.deleteMany({}));

const inDays = (days: number) => addDays(world.today, days);
const stored = async () => (await connection.database.contacts.findOne({ organizationId: world.first, id: "shared" }))!;
const page = async () => (await ann.fetch("/contacts/shared")).text();
const post = (path: string, fields: Record<string, string>, session: BrowserSession) =>
  session.fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { Origin: server.origin } });
/** Posts what a form asks for together with what it showed. */
const submit = async (session: BrowserSession, path: string, fields: Record<string, string>) =>
  expect((await post(path, fields, session)).status).toBe(303);

test("whoever sets a date after someone else is told of that one, and Undo brings it back", async () => {
  const seenDate = inDays(-2);
  expect(await page()).toContain(`name="seenDate" value="${seenDate}"`);
  await submit(bob, "/contacts/shared", { intent: "set", date: inDays(4), seenDate });
  await submit(ann, "/contacts/shared", { intent: "set", date: inDays(9), seenDate });
  const html = await page();
  expect(html).toContain(
    `Follow-up set for ${shortDate(inDays(9), "en-GB")}. Meanwhile it had been set for ${shortDate(inDays(4), "en-GB")}.`,
  );
  const [, operationId = ""] = /name="operationId" value="([^"]+)"/.exec(html)!;
  await submit(ann, "/follow-ups/undo", { operationId });
  expect((await stored()).nextFollowUpDate).toBe(inDays(4));

  await submit(bob, "/contacts/shared", { intent: "clear", seenDate: inDays(4) });
  await submit(ann, "/contacts/shared", { intent: "set", date: inDays(9), seenDate: inDays(4) });
  expect(await page()).toContain("Meanwhile it had been cleared.");
});

test("whoever sets many dates is told how many of them someone else has set meanwhile, and Undo brings these back", async () => {
  const { first, ann: annId } = world;
  const before = (await stored()).nextFollowUpDate ?? "";
  const other = contact({ organizationId: first, id: "alone", assigneeIds: [annId], nextFollowUpDate: inDays(-1) });
  await connection.database.contacts.insertOne(other);
  const html = await (await ann.fetch("/contacts")).text();
  const [seen = ""] = /<input[^>]*name="seenDate\.shared"[^>]*>/.exec(html) ?? [];
  expect(seen).toContain(`value="${before}"`);
  expect(seen).toContain('form="selected-contacts"');
  await submit(bob, "/contacts/shared", { intent: "set", date: inDays(5), seenDate: before });
  const form = new URLSearchParams({ choice: inDays(12), "seenDate.shared": before, "seenDate.alone": inDays(-1) });
  for (const id of ["shared", "alone"]) form.append("contactIds", id);
  const headers = { Origin: server.origin };
  expect((await ann.fetch("/contacts", { method: "POST", body: form, headers })).status).toBe(303);
  const told = await (await ann.fetch("/contacts")).text();
  expect(told).toContain(
    `Follow-up set for ${shortDate(inDays(12), "en-GB")}: 2 contacts. Meanwhile the date of 1 contact had changed; Undo brings that back.`,
  );
  const [, operationId = ""] = /name="operationId" value="([^"]+)"/.exec(told)!;
  await submit(ann, "/follow-ups/undo", { operationId });
  expect((await stored()).nextFollowUpDate).toBe(inDays(5));
  await connection.database.contacts.deleteOne({ organizationId: first, id: "alone" });
});

test("who has seen what there was is told of nothing else", async () => {
  const seenDate = (await stored()).nextFollowUpDate ?? "";
  await submit(ann, "/contacts/shared", { intent: "set", date: inDays(20), seenDate });
  expect(await page()).not.toContain("Meanwhile");
  await submit(bob, "/contacts/shared", { intent: "set", date: inDays(21), seenDate: inDays(20) });
  await submit(ann, "/contacts/shared", { intent: "set", date: inDays(21), seenDate: inDays(20) });
  const html = await page();
  expect(html).toContain("It already had that date");
  expect(html).not.toContain("Meanwhile");
});

test("whoever sets a cadence after someone else is told of that one", async () => {
  expect(await page()).toContain('name="seenDays" value=""');
  await submit(bob, "/contacts/shared/cadence", { intent: "set", days: "5", seenDays: "" });
  await submit(ann, "/contacts/shared/cadence", { intent: "set", days: "9", seenDays: "" });
  expect(await page()).toContain("Cadence: every 9 days. Meanwhile it had been changed to: every 5 days");
  await submit(ann, "/contacts/shared/cadence", { intent: "set", days: "10", seenDays: "9" });
  expect(await page()).not.toContain("Meanwhile");
});

test("what was typed by someone who has been signed out meanwhile is there to copy", async () => {
  const gone = await signIn(server.origin, "ann@example.com");
  await connection.database.sessions.deleteMany({ userId: world.ann });
  const answer = await post("/contacts/shared", { intent: "note", kind: "call", text: "Spoke for long" }, gone);
  ann = await signIn(server.origin, "ann@example.com");
  expect(answer.status).toBe(401);
  const html = await answer.text();
  expect(html).toContain("You have been signed out: nothing was saved.");
  expect(html).toContain("Spoke for long</textarea>");
});

test("what was typed about a contact that has gone to somebody else meanwhile is there to copy", async () => {
  const { contacts } = connection.database;
  const assign = (assigneeIds: string[]) =>
    contacts.updateOne({ organizationId: world.first, id: "shared" }, { $set: { assigneeIds } });
  await assign([world.bob]);
  const note = await post("/contacts/shared", { intent: "note", kind: "call", text: "Spoke <at length>\nof it" }, ann);
  expect(note.status).toBe(404);
  expect(await note.text()).toMatch(/Not found.*Spoke &lt;at length&gt;\nof it<\/textarea>/s);
  const details = await post("/contacts/shared", { intent: "details", name: "Sara Renamed" }, ann);
  expect(details.status).toBe(404);
  expect(await details.text()).toContain("Sara Renamed</textarea>");
  await assign([world.ann, world.bob]);
});
