import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeCell } from "../../db/export/csv-cell.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { EXPORTS } from "../support/crm-exports.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const MEGABYTE = 1_000_000;

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
let bob: BrowserSession;
let cid: BrowserSession;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const { database } = connection;
  world = await plantTwoOrganizations(database);
  await database.users.updateMany(
    { _id: { $in: [world.ann, world.cid] } },
    { $set: { "memberships.0.role": "admin" } },
  );
  // An export names a former member by an id that no import knows.
  await database.contacts.updateMany({ organizationId: world.second }, { $set: { assigneeIds: [world.cid] } });
  [ann, bob, cid] = (await Promise.all(
    ["ann", "bob", "cid"].map((name) => signIn(server.origin, `${name}@example.com`)),
  )) as [BrowserSession, BrowserSession, BrowserSession];
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});
beforeEach(async () => {
  const { contacts, activities } = connection.database;
  await Promise.all([contacts, activities].map((table) => table.deleteMany({ organizationId: world.first })));
});

function post(session: BrowserSession, path: string, body: BodyInit) {
  return session.fetch(path, { method: "POST", body, headers: { Origin: server.origin } });
}

function uploadFile(session: BrowserSession, text: string | Blob) {
  const form = new FormData();
  form.set("file", new File([text], "people.csv", { type: "text/csv" }));
  return post(session, "/import", form);
}

/** Uploads a file and returns the path of its page. */
async function upload(text: string): Promise<string> {
  const response = await uploadFile(ann, text);
  expect(response.status, await response.clone().text()).toBe(303);
  return response.headers.get("Location")!;
}

async function pageText(session: BrowserSession, path: string): Promise<string> {
  return (await session.fetch(path)).text();
}

/** What the form of the page holds: each field with its selected value. */
function chosenIn(html: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, attributes = "", options = ""] of html.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    const selected = /<option([^>]*\bselected=""[^>]*)>([^<]*)/.exec(options);
    const value = selected && (/value="([^"]*)"/.exec(selected[1]!)?.[1] ?? selected[2]!);
    fields.set(/name="([^"]*)"/.exec(attributes)![1]!, value ?? "");
  }
  return fields;
}

/** Follows the page of an upload until the import has ended, as a browser without scripts does. */
async function resultOf(path: string): Promise<string> {
  for (;;) {
    const html = await pageText(ann, path);
    if (!html.includes("Importing")) return html;
  }
}

const csvOf = (columns: string[], rows: string[][]) =>
  [columns, ...rows].map((cells) => cells.map(writeCell).join(",")).join("\r\n");
const tally = (html: string) =>
  Object.fromEntries([...html.matchAll(/<dt>(\w+)<\/dt><dd>([\d,]+)<\/dd>/g)].map(([, name, count]) => [name, count]));
const contactsOf = (organizationId: string) =>
  connection.database.contacts.find({ organizationId }).sort({ name: 1 }).toArray();

describe("a file of each system goes in without a touch, and the second time changes nothing", () => {
  test.each(EXPORTS)("$system", async ({ columns, rows }) => {
    const path = await upload(csvOf(columns, rows));
    const page = await pageText(ann, path);
    expect(tally(page)).toEqual({ added: "2", changed: "0", unchanged: "0", rejected: "0" });
    expect(await contactsOf(world.first)).toEqual([]);
    expect((await post(ann, path, chosenIn(page))).status).toBe(303);
    expect(tally(await resultOf(path))).toEqual({ added: "2", changed: "0", unchanged: "0", rejected: "0" });
    expect((await contactsOf(world.first)).map(({ name }) => name)).toEqual(["Ann Lee", "Zoë Krüger"]);
    const again = await upload(csvOf(columns, rows));
    expect(tally(await pageText(ann, again))).toEqual({ added: "0", changed: "0", unchanged: "2", rejected: "0" });
  });
});

test("columns can be chosen, and everyone be assigned", async () => {
  const path = await upload("Nr;Who;Mail\n1;Ann;ann@a.example\n2;Bea;bea@a.example\n");
  const choice = new URLSearchParams({ id: "Nr", name: "Who", email: "Mail", assign: world.bob });
  expect(tally(await pageText(ann, `${path}?${choice}`))).toMatchObject({ added: "2", rejected: "0" });
  await post(ann, path, choice);
  await resultOf(path);
  expect(await contactsOf(world.first)).toMatchObject([
    { id: "1", name: "Ann", email: "ann@a.example", assigneeIds: [world.bob] },
    { id: "2", name: "Bea" },
  ]);
  const told = await connection.database.activities.find({}).sort({ contactId: 1 }).toArray();
  const byAnn = { organizationId: world.first, action: "create", userId: world.ann };
  expect(told).toMatchObject(["1", "2"].map((contactId) => ({ ...byAnn, contactId })));
  expect(await pageText(ann, "/contacts/1")).toMatch(/Contact added<\/strong><small><bdi>ann</);
  await connection.database.activities.updateOne({ contactId: "1" }, { $set: { userId: null } });
  expect(await pageText(ann, "/contacts/1")).toContain("By an import or another system");
});

test("a cadence is read from a column of its name, or from the one that is chosen", async () => {
  const path = await upload("id,name,cadenceDays,Rhythm\n1,Ann,14,0\n2,Bea,,731\n");
  const page = await pageText(ann, path);
  expect(page).toContain("Cadence (days)");
  expect(chosenIn(page).get("cadenceDays")).toBe("cadenceDays");
  expect(tally(page)).toMatchObject({ added: "2", rejected: "0" });
  const rhythm = new URLSearchParams({ id: "id", name: "name", cadenceDays: "Rhythm" });
  const chosen = await pageText(ann, `${path}?${rhythm}`);
  expect(tally(chosen)).toMatchObject({ added: "1", rejected: "1" });
  expect(chosen).toContain("is not a whole number of days from 0 to 730");
  await post(ann, path, chosenIn(page));
  await resultOf(path);
  expect(await contactsOf(world.first)).toMatchObject([
    { id: "1", cadenceDays: 14 },
    { id: "2", cadenceDays: null },
  ]);
});

test("a stranger can't be assigned", async () => {
  const path = await upload("id,name\n1,Ann\n");
  await post(ann, path, new URLSearchParams({ id: "id", name: "name", assign: world.cid }));
  await resultOf(path);
  expect(await contactsOf(world.first)).toMatchObject([{ id: "1", assigneeIds: [] }]);
});

test("rejected rows are told, and come back as a file that can be put right", async () => {
  const path = await upload(
    'id,name,nextFollowUpDate,Ort\n1,Ann,2027-02-30,"Bonn, D"\n2,Bea,2027-02-28,Köln\n3,=1+1\n,Dan,,\n6,Eve,,,Extra\n7,"E"ve,,\n',
  );
  const page = await pageText(ann, path);
  expect(tally(page)).toEqual({ added: "4", changed: "0", unchanged: "0", rejected: "2" });
  expect(page).toContain("Line 2");
  const choice = new URLSearchParams({ id: "id", name: "name", nextFollowUpDate: "nextFollowUpDate" });
  await post(ann, path, choice);
  await resultOf(path);
  const response = await ann.fetch(`${path}/rejected`);
  expect(response.headers.get("Content-Disposition")).toContain("attachment");
  expect((await response.text()).split("\r\n")).toEqual([
    "id,name,nextFollowUpDate,Ort,Line,Problem",
    '6,Eve,,,6,"has 5 cells, the header has 4",Extra',
    ',,,,7,has text after a closing quote,"7,""E""ve,,"',
    "",
  ]);
  const fixed = 'id,name,nextFollowUpDate,Ort,Line,Problem\n1,Ann,2027-03-01,"Bonn, D",2,was wrong\n';
  expect(tally(await pageText(ann, await upload(fixed)))).toMatchObject({ changed: "1", rejected: "0" });
});

test("markup and long names in a file are only text (ASVS 1.2.1)", async () => {
  const name = `<img src=x onerror=alert(1)>${"é".repeat(472)}`;
  const path = await upload(
    csvOf(
      ["First Name", "E-mail 1 - Value"],
      [
        [name, ""],
        ["x", ""],
      ],
    ),
  );
  const page = await pageText(ann, path);
  expect(page).not.toContain("<img src=x");
  await post(ann, path, chosenIn(page));
  await resultOf(path);
  expect((await contactsOf(world.first)).map((contact) => contact.name)).toEqual([name, "x"]);
});

describe("refused", () => {
  test.each([
    ["nothing", "", 400, "empty"],
    ["JSON", '{"id":"a"}', 400, "JSON"],
    ["a program", "MZ\0\0\x01", 400, "not text"],
  ])("%s", async (_what, text, status, words) => {
    const response = await uploadFile(ann, text);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(words);
  });

  test("no file at all", async () => {
    expect((await post(ann, "/import", new FormData())).status).toBe(400);
    expect((await post(ann, "/import", new URLSearchParams())).status).toBe(400);
  });

  test("a file over the limit, with an answer that the browser sees (ASVS 5.2.1)", async () => {
    const response = await uploadFile(ann, new Blob([new Uint8Array(61 * MEGABYTE)]));
    expect(response.status).toBe(413);
    expect(await response.text()).toContain("over 60 MB");
  });
});

describe("who may", () => {
  test("members neither import nor export (ASVS 8.2.1)", async () => {
    for (const path of ["/import", "/export"]) expect((await bob.fetch(path)).status).toBe(403);
    expect((await uploadFile(bob, "id,name\n1,Ann\n")).status).toBe(403);
  });

  test("an upload is its user's own, in one organization (ASVS 8.2.2)", async () => {
    const path = await upload("id,name\n1,Ann\n");
    expect((await cid.fetch(path)).status).toBe(404);
    expect((await cid.fetch(`${path}/rejected`)).status).toBe(404);
    expect((await post(cid, path, new URLSearchParams({ id: "id", name: "name" }))).status).toBe(404);
    expect((await ann.fetch("/import/none")).status).toBe(404);
  });

  test("an import goes into the importer's organization, whatever ids it names", async () => {
    const before = await contactsOf(world.second);
    const path = await upload("id,name\nold,Mine\n");
    await post(ann, path, new URLSearchParams({ id: "id", name: "name" }));
    await resultOf(path);
    expect(await contactsOf(world.second)).toEqual(before);
    expect(await contactsOf(world.first)).toMatchObject([{ id: "old", name: "Mine" }]);
  });
});

test("an export is the organization's own, and can be imported again", async () => {
  const csv = await cid.fetch("/export?format=csv");
  expect(csv.headers.get("Content-Disposition")).toMatch(/attachment; filename="contacts-.*\.csv"/);
  const text = await csv.text();
  expect(text.split("\n").filter(Boolean)).toHaveLength(3);
  expect(text).not.toContain("Hana");
  const lines = (await pageText(cid, "/export?format=ndjson")).split("\n").filter(Boolean);
  expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual(["contact", "contact"]);
  expect((await cid.fetch("/export?format=xml")).status).toBe(400);
  const again = await uploadFile(cid, text);
  expect(tally(await pageText(cid, again.headers.get("Location")!))).toMatchObject({ unchanged: "2", rejected: "0" });
});

test("a user's earlier upload goes when another comes", async () => {
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("follow-ups-import-"));
  const earlier = await upload("id,name\n1,Ann\n");
  const before = folders();
  await upload("id,name\n1,Ann\n");
  expect((await ann.fetch(earlier)).status).toBe(404);
  expect(folders().length).toBeLessThanOrEqual(before.length);
  expect(before.filter((name) => !existsSync(join(tmpdir(), name))).length).toBeGreaterThan(0);
});
