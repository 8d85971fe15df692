import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ErrorBody } from "../../app/api/errors.ts";
import { addApiKey } from "../../db/accounts.ts";
import type { ContactDocument } from "../../db/collections.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import type { SharedPage } from "../../db/contact-api.ts";
import { importContacts, type ImportOptions, type RejectedRow } from "../../db/import/import-contacts.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

type Body = Partial<SharedPage & ErrorBody & { added: number; changed: number; unchanged: number }>;

const FIRST = Temporal.Instant.from("2026-05-05T10:00:00Z");
const LATER = FIRST.add({ hours: 1 });
const dateOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds);

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let planted: ContactDocument[];
let firstKey: string;
let secondKey: string;

beforeAll(async () => {
  server = await borrowServer();
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const { database } = connection;
  world = await plantTwoOrganizations(database);
  planted = await database.contacts.find().toArray();
  const keyOf = (organizationId: string) => addApiKey(database, { organizationId, name: "test", now: new Date() });
  [firstKey, secondKey] = [await keyOf(world.first), await keyOf(world.second)];
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});
beforeEach(async () => {
  const { contacts, activities } = connection.database;
  await Promise.all([contacts.deleteMany({}), activities.deleteMany({})]);
  await contacts.insertMany(planted);
});

const stored = (id: string, organizationId = world.first) =>
  connection.database.contacts.findOne({ organizationId, id });
const daysOf = (ids: string[]) => Promise.all(ids.map(async (id) => (await stored(id))?.cadenceDays));
const editsAt = async (at: Date) => {
  const found = await connection.database.activities.find({ at }).sort({ contactId: 1 }).toArray();
  return found.map(({ contactId, changes }) => [contactId, changes]);
};
const counts = (added: number, changed: number, unchanged: number) => ({ added, changed, unchanged });

describe("an import", () => {
  const IDS = ["p1", "p2", "p3", "p4"];
  const CSV = "id,name,cadenceDays\np1,Ann,14\np2,Bob,0\np3,Cid,\np4,Dora,730\n";

  async function run(text: string, options: Partial<ImportOptions> = {}) {
    async function* source() {
      yield Buffer.from(text);
    }
    const rejected: RejectedRow[] = [];
    const organization = { _id: world.first, slug: "first", timeZone: "UTC" };
    const onRejected = (row: RejectedRow) => rejected.push(row);
    const all = { organization, source: source(), now: FIRST, onRejected, ...options };
    const result = await importContacts(connection.database, all);
    if (result.outcome === "refused") throw new Error(result.problem.code);
    return { summary: result.summary, rejected };
  }

  test("brings a cadence, and changes nothing the second time", async () => {
    expect((await run(CSV)).summary).toMatchObject(counts(4, 0, 0));
    expect(await daysOf(IDS)).toEqual([14, 0, null, 730]);
    const before = await connection.database.contacts.find({}).sort({ _id: 1 }).toArray();
    expect((await run(CSV, { now: LATER })).summary).toMatchObject(counts(0, 0, 4));
    expect(await connection.database.contacts.find({}).sort({ _id: 1 }).toArray()).toEqual(before);
  });

  test("without the column leaves it, and an empty cell where there never was one is no change", async () => {
    await run(CSV);
    expect((await run("id,name\np1,Ann Lee\n")).summary).toMatchObject(counts(0, 1, 0));
    expect(await stored("p1")).toMatchObject({ name: "Ann Lee", cadenceDays: 14 });
    expect((await run("id,name,cadenceDays\nold,Olga Old,\n")).summary).toMatchObject(counts(0, 0, 1));
    expect(await stored("old")).not.toHaveProperty("cadenceDays");
  });

  test("changes and clears it as it does other fields: counted, and told in words", async () => {
    await run(CSV);
    const changed = "id,name,cadenceDays\np1,Ann,\np2,Bob,7\np3,Cid,0\np4,Dora,730\n";
    expect((await run(changed, { clearEmpty: true, dryRun: true })).summary).toMatchObject(counts(0, 3, 1));
    expect((await run(changed, { clearEmpty: true, now: LATER })).summary).toMatchObject(counts(0, 3, 1));
    expect(await daysOf(IDS)).toEqual([null, 7, 0, 730]);
    expect(await stored("p1")).toMatchObject({ updatedAt: dateOf(LATER) });
    expect(await stored("p4")).toMatchObject({ updatedAt: dateOf(FIRST) });
    expect(await editsAt(dateOf(LATER))).toEqual([
      ["p1", [{ field: "cadence", before: "every 14 days", after: null }]],
      ["p2", [{ field: "cadence", before: "none", after: "every 7 days" }]],
      ["p3", [{ field: "cadence", before: null, after: "none" }]],
    ]);
  });

  test("takes it from NDJSON as a number, as text and as null, and from a column of another name", async () => {
    const lines = [14, "7", null, { $numberInt: "0" }].map((days, row) =>
      JSON.stringify({ id: IDS[row], name: "Ann", rhythm: days }),
    );
    expect((await run(lines.join("\n"), { map: { cadenceDays: "rhythm" } })).summary).toMatchObject(counts(4, 0, 0));
    expect(await daysOf(IDS)).toEqual([14, 7, null, 0]);
    await run("id;name;Every\np3;Ann;30\n", { map: { cadenceDays: "Every" } });
    expect(await daysOf(["p3"])).toEqual([30]);
  });

  test("rejects a row whose cadence is none, and names the value", async () => {
    await run(CSV);
    const csv = await run("id,name,cadenceDays\np1,Ann,731\np2,Bob,weekly\np5,Eve,7\n");
    expect(csv.summary).toMatchObject({ ...counts(1, 0, 0), rejected: 2 });
    expect(csv.rejected).toEqual([
      { line: 2, reasons: ['Cadence (days) "731" is not a whole number of days from 0 to 730'] },
      { line: 3, reasons: ['Cadence (days) "weekly" is not a whole number of days from 0 to 730'] },
    ]);
    const lines = [1.5, -1, true].map((cadenceDays) => JSON.stringify({ id: "p1", name: "Ann", cadenceDays }));
    expect((await run(lines.join("\n"))).rejected.map(({ reasons }) => reasons)).toEqual([
      ['Cadence (days) "1.5" is not a whole number of days from 0 to 730'],
      ['Cadence (days) "-1" is not a whole number of days from 0 to 730'],
      ["Cadence (days) is neither text nor a number nor a date"],
    ]);
    expect(await daysOf(IDS)).toEqual([14, 0, null, 730]);
  });

  test("leaves another organization's contact of the same id alone", async () => {
    await run("id,name,cadenceDays\nold,Olga Old,14\n");
    expect(await stored("old")).toMatchObject({ cadenceDays: 14 });
    expect(await stored("old", world.second)).not.toHaveProperty("cadenceDays");
  });
});

describe("the API", () => {
  async function call(method: string, body?: unknown, key = firstKey) {
    const response = await fetch(`${server.origin}/api/contacts`, {
      method,
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }
  const listed = async (id: string, key = firstKey) =>
    (await call("GET", undefined, key)).body.contacts!.find((contact) => contact.id === id)?.cadenceDays;
  const fieldsOf = ({ body }: { body: Body }) => [...new Set(body.error?.issues.map(({ field }) => field))];

  test("adds and changes it, leaves it where it is absent, and clears it with null", async () => {
    expect(await listed("old")).toBeNull();
    const contacts = [
      { id: "old", name: "Olga Old", cadenceDays: 14 },
      { id: "none", name: "Nora None", cadenceDays: 0 },
      { id: "today", name: "Tara Today", cadenceDays: null },
      { id: "new", name: "New", cadenceDays: 730 },
    ];
    expect(await call("POST", { contacts })).toMatchObject({ status: 200, body: counts(1, 2, 1) });
    expect(await Promise.all(contacts.map(({ id }) => listed(id)))).toEqual([14, 0, null, 730]);
    expect(await call("POST", { contacts })).toMatchObject({ body: counts(0, 0, 4) });
    expect(await call("POST", { id: "old", name: "Olga" })).toMatchObject({ body: counts(0, 1, 0) });
    expect(await listed("old")).toBe(14);
    expect(await call("PATCH", { id: "new", cadenceDays: 30 })).toMatchObject({ body: counts(0, 1, 0) });
    expect(await stored("new")).toMatchObject({ name: "New", cadenceDays: 30 });
    expect(await call("PATCH", { id: "old", cadenceDays: null })).toMatchObject({ body: counts(0, 1, 0) });
    expect(await listed("old")).toBeNull();
    const told = await connection.database.activities.find({ contactId: "old" }).toArray();
    expect(told.flatMap(({ changes }) => changes)).toEqual([
      { field: "cadence", before: null, after: "every 14 days" },
      { field: "name", before: "Olga Old", after: "Olga" },
      { field: "cadence", before: "every 14 days", after: null },
    ]);
  });

  test.each([731, -1, 1.5, "14", true, [14]])("refuses %j, and writes nothing", async (cadenceDays) => {
    const entry = { id: "old", name: "Olga", cadenceDays };
    const posted = await call("POST", { contacts: [{ id: "new", name: "New" }, entry] });
    expect([posted.status, fieldsOf(posted)]).toEqual([400, ["contacts.1.cadenceDays"]]);
    const patched = await call("PATCH", entry);
    expect([patched.status, fieldsOf(patched)]).toEqual([400, ["cadenceDays"]]);
    expect([await stored("new"), (await stored("old"))?.name]).toEqual([null, "Olga Old"]);
  });

  test("sets and lists it for the key's own organization alone", async () => {
    await call("PATCH", { id: "old", cadenceDays: 14 });
    expect(await call("PATCH", { id: "old", cadenceDays: 3 }, secondKey)).toMatchObject({ body: counts(0, 1, 0) });
    expect([await listed("old"), await listed("old", secondKey)]).toEqual([14, 3]);
    expect((await call("PATCH", { id: "today", cadenceDays: 3 }, secondKey)).status).toBe(404);
    expect(await stored("today")).not.toHaveProperty("cadenceDays");
  });
});
