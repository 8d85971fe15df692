import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addApiKey } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { readCell, writeCell } from "../../db/export/csv-cell.ts";
import { readCsvRecords } from "../../db/import/csv-records.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { runCommand } from "../support/database.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

/** Texts that some part of a program may take for something else than text. */
const TEXTS = [
  ...["__proto__", "a__proto__", "Mr __proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then"],
  ...["$where", "$name", "$$ROOT", "a.b.c", ".", "$", "{$gt: 1}", '{"$ne":null}', "null", "undefined", "NaN", "-0"],
  ...["[object Object]", "<script>alert(1)</script>", "' OR 1=1 --", "%00", "%s%n", "\\", "\\u0000", "a\\", "`${x}`"],
  ...["=1+1", "'=1", "@x", "+1", "sep=;", '"quoted"', "a,b;c\td|e".replace("\t", " "), "#N/A", "TRUE", "1e999"],
  ...["مرحبا", "e\u0301", "👩🏽‍🚀", "\u202Eabc", "a\u2028b", "\uFEFFb", "𠮷", "ﷺ", "İı", "ß", "\u{10FFFD}", "a\u0085b"],
].map((text) => text.trim());

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
let key: string;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  await connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  key = await addApiKey(connection.database, { organizationId: world.first, name: "k", now: new Date() });
  ann = await signIn(server.origin, "ann@example.com");
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const post = (path: string, fields: Record<string, string> | FormData) =>
  ann.fetch(path, {
    method: "POST",
    body: fields instanceof FormData ? fields : new URLSearchParams(fields),
    headers: { Origin: server.origin },
  });
const stored = (id: string) => connection.database.contacts.findOne({ organizationId: world.first, id });
const page = async (path: string) => {
  const response = await ann.fetch(path);
  expect(response.status, path).toBe(200);
  return response.text();
};

/** Fields with the same text, as far as each takes any. */
const fieldsOf = (text: string) => ({ name: text, company: text, phone: text });

async function callApi(method: string, body: unknown) {
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const response = await fetch(`${server.origin}/api/contacts`, { method, headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

describe("any text is stored, and comes back", () => {
  test("in each field by the API, in lists, searches, profiles and exports (ASVS 1.3.3, 15.3.6)", async () => {
    const contacts = TEXTS.map((text, at) => ({
      id: text === "." ? "dot" : text,
      ...fieldsOf(text),
      email: `${at}@x`,
    }));
    expect(await callApi("POST", { contacts })).toMatchObject({ status: 200 });
    for (const contact of contacts) expect(await stored(contact.id)).toMatchObject(contact);
    const isFound = async ({ id, name }: { id: string; name: string }) => {
      const path = `/contacts/${encodeURIComponent(id)}`;
      const found = await page(`/contacts?${new URLSearchParams({ search: name })}`);
      expect(found.includes(`href="${path.replaceAll("'", "&#x27;")}"`), `a search for ${name}`).toBe(true);
    };
    for (const contact of contacts) await isFound(contact);
    const lines = (await page("/export?format=ndjson")).trim().split("\n");
    const exported = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const rows: string[][] = [];
    for await (const records of readCsvRecords(textsOf(await page("/export?format=csv")), { delimiter: ",", line: 1 }))
      for (const record of records) if ("cells" in record) rows.push(record.cells.map(readCell));
    for (const { id, name, email, phone, company } of contacts) {
      expect(exported).toContainEqual(expect.objectContaining({ id, name, email, phone, company }));
      expect(rows.map((row) => row.slice(0, 5))).toContainEqual([id, name, email, phone, company]);
    }
  });

  test.each(["a__proto__", "constructor", "$name", "{$gt: 1}", "<b>", "%00", "\u202Eabc", "👩🏽‍🚀"])(
    "%j by forms",
    async (text) => {
      const added = await post("/new-contact", { ...fieldsOf(text), email: "someone@x", anyway: "yes" });
      expect(added.status).toBe(303);
      const path = added.headers.get("Location")!;
      const id = decodeURIComponent(path.slice("/contacts/".length));
      expect(await stored(id)).toMatchObject(fieldsOf(text));
      expect((await post(path, { intent: "note", kind: "note", text })).status).toBe(303);
      expect((await post(path, { intent: "details", ...fieldsOf(`${text} 2`) })).status).toBe(303);
      expect(await stored(id)).toMatchObject(fieldsOf(`${text} 2`));
      const notes = await connection.database.activities.find({ contactId: id, action: "note" }).toArray();
      expect(notes.map(({ text }) => text)).toEqual([text]);
      expect(await page(path)).toContain("Timeline");
      await post("/account", { name: text, timeZone: "UTC" });
      expect(await connection.database.users.findOne({ _id: world.ann })).toMatchObject({ name: text });
      expect(await page("/account")).toContain("Your account");
    },
  );

  test("as the name of a column, and in its cells", async () => {
    for (const column of ["__proto__", "constructor", "$name", "a.b.c", "sep=;", "=1+1", "مرحبا", "then"]) {
      const form = new FormData();
      form.set(
        "file",
        new File([`${["id", column].map(writeCell).join()}\nof column,${writeCell(column)}\n`], "a.csv"),
      );
      const uploaded = await post("/import", form);
      const path = uploaded.headers.get("Location")!;
      const names = new URLSearchParams({ id: "id", name: column });
      expect(await page(`${path}?${names}`), column).toContain("Import a.csv");
      expect((await post(path, Object.fromEntries(names))).status).toBe(303);
      expect(await stored("of column"), column).toMatchObject({ name: column });
    }
  });

  test("on the command line", async () => {
    const rows = TEXTS.map((text, at) => [`c${at}`, text, text].map(writeCell).join(","));
    const input = [`id,__proto__,constructor\n`, ...rows.map((row) => `${row}\n`)];
    const words = ["import", "-", "--organization", "first", "--map", "name=__proto__", "--map", "company=constructor"];
    const ran = await runCommand(words, { input, directory: server.dataDirectory });
    expect(ran).toMatchObject({ code: 0 });
    for (const [at, text] of TEXTS.entries())
      expect(await stored(`c${at}`)).toMatchObject({ name: text, company: text });
    const objects = TEXTS.map((text, at) => JSON.stringify({ id: `n${at}`, name: text }));
    const proto = `{"id":"n-proto","name":"x","__proto__":"own","constructor":{"prototype":{"isAdmin":true}}}`;
    const lines = [...objects, proto].map((line) => `${line}\n`);
    const ofLines = ["import", "-", "--organization", "first", "--map", "company=__proto__"];
    const again = await runCommand(ofLines, {
      input: [lines.at(-1)!, ...lines.slice(0, -1)],
      directory: server.dataDirectory,
    });
    expect(again).toMatchObject({ code: 0 });
    expect(await stored("n-proto")).toMatchObject({ name: "x", company: "own" });
    for (const [at, text] of TEXTS.entries()) expect(await stored(`n${at}`)).toMatchObject({ name: text });
  });
});

async function* textsOf(text: string) {
  yield text;
}

describe("what is no text that people write is refused in words", () => {
  const NUL = "a\u0000b";

  test("a control character, or half of a surrogate pair", async () => {
    for (const name of [NUL, "a\u001Bb", "a\u007Fb", "\uD800", "x\uDC00"]) {
      const body = `{"id":"bad","name":${JSON.stringify(name)}}`;
      const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
      const response = await fetch(`${server.origin}/api/contacts`, { method: "POST", headers, body });
      expect(response.status, body).toBe(400);
      expect(await response.text()).toMatch(/character/);
    }
    for (const [path, fields] of [
      ["/new-contact", { name: NUL }],
      ["/account", { name: NUL, timeZone: "UTC" }],
      ["/settings", { name: NUL, timeZone: "UTC", from: "done" }],
    ] as const) {
      const response = await post(path, fields);
      const text = response.status === 303 ? await page("/account") : await response.text();
      expect(text, path).toMatch(/There is a character that can(?:'|&#x27;)t be kept/);
    }
    expect(await stored("bad")).toBeNull();
  });
});

test("a stored value that is no choice is shown as it is", async () => {
  const changes = ["__proto__", "constructor", "toString"].map((before) => ({
    field: "status",
    before,
    after: "ACTIVE",
  }));
  const activity = {
    ...{ type: "activity", contactId: "old", action: "edit", at: "2026-01-01T00:00:00Z", user: null },
    ...{ dateBefore: null, dateAfter: null, operationId: "op_x", changes },
  };
  const input = [`{"id":"old","name":"Olga Old"}\n`, `${JSON.stringify(activity)}\n`];
  const words = ["import", "-", "--organization", "first"];
  expect(await runCommand(words, { input, directory: server.dataDirectory })).toMatchObject({ code: 0 });
  const text = await page("/contacts/old");
  for (const { before } of changes) expect(text).toContain(`<bdi>${before}</bdi>`);
});

describe("a time zone", () => {
  test.each(["+05:30", "-00:00", "+05", "UTC+3", "Z", "2020-01-01T00:00Z", "Mars/Olympus", "__proto__", "PST", ""])(
    "%j is none",
    async (timeZone) => {
      await post("/account", { name: "Ann", timeZone: "Europe/Berlin" });
      await post("/account", { name: "Ann", timeZone });
      expect(await connection.database.users.findOne({ _id: world.ann })).toMatchObject({ timeZone: "Europe/Berlin" });
      expect(await page("/account")).toContain("There is no such time zone");
      const settings = { name: "First", timeZone, from: "done", HOT: "", WARM: "", COLD: "", NURTURE: "", none: "" };
      expect((await post("/settings", settings)).status).toBe(400);
    },
  );

  test("is kept as it is written, whatever the case in which it is typed", async () => {
    for (const [typed, kept] of [
      ["asia/kolkata", "Asia/Kolkata"],
      ["EST5EDT", "EST5EDT"],
      ["etc/gmt+3", "Etc/GMT+3"],
      ["utc", "UTC"],
    ]) {
      await post("/account", { name: "Ann", timeZone: typed! });
      expect(await connection.database.users.findOne({ _id: world.ann })).toMatchObject({ timeZone: kept });
      expect(await page("/account")).toContain(`Your time zone is ${kept}`);
    }
  });

  test.each(["+05:30", "-00:00", ""])("that is stored as %j breaks nothing", async (timeZone) => {
    const { users, organizations } = connection.database;
    await users.updateOne({ _id: world.ann }, { $set: { timeZone, failedSignIns: 3, lastSignInAt: new Date() } });
    await organizations.updateOne({ _id: world.first }, { $set: { timeZone } });
    const again = await signIn(server.origin, "ann@example.com");
    for (const path of ["/account", "/settings", "/follow-ups", "/dashboard", "/contacts/old", "/follow-ups/upcoming"])
      expect((await again.fetch(path)).status, path).toBe(200);
    expect((await callApi("POST", { id: "z", name: "Z", nextFollowUpDate: "2030-01-01T12:00:00Z" })).status).toBe(200);
  });
});
