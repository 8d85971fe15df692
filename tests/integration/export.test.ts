import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setContactCadence } from "../../db/cadence.ts";
import type { ContactDocument, Database, OrganizationDocument } from "../../db/collections.ts";
import { exportOrganization } from "../../db/export/export-organization.ts";
import {
  importContacts,
  type ImportOptions,
  type ImportSummary,
  type RejectedRow,
} from "../../db/import/import-contacts.ts";
import { addTestOrganization, addTestUser, type TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

const FIRST = Temporal.Instant.from("2026-05-05T10:00:00Z");
const LATER = FIRST.add({ hours: 1 });
const dateOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds);

let opened: TestDatabase;
let database: Database;
let first: OrganizationDocument;
let second: OrganizationDocument;
let annId: string;
let samId: string;

beforeAll(async () => {
  opened = await borrowDatabase();
  ({ database } = opened);
});
afterAll(() => opened.close());
beforeEach(async () => {
  for (const name of ["organizations", "users", "contacts", "activities"] as const) await database[name].deleteMany({});
  first = await addTestOrganization(database, "first", "America/New_York");
  second = await addTestOrganization(database, "second");
  annId = await addTestUser(database, "ann@example.com", first);
  samId = await addTestUser(database, "sam@example.com", second);
});

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

type Options = Partial<Omit<ImportOptions, "source">>;

async function run(source: string | AsyncIterable<Uint8Array>, options: Options = {}) {
  const rejected: RejectedRow[] = [];
  const result = await importContacts(database, {
    organization: first,
    source: typeof source === "string" ? bytesOf(source) : source,
    now: FIRST,
    onRejected: (row) => rejected.push(row),
    ...options,
  });
  return { result, rejected };
}

async function summaryOf(source: string | AsyncIterable<Uint8Array>, options: Options = {}): Promise<ImportSummary> {
  const { result } = await run(source, options);
  if (result.outcome === "refused") throw new Error(result.problem.code);
  return result.summary;
}

const counts = (added: number, changed: number, unchanged: number, rejected = 0) => ({
  ...{ added, changed, unchanged, rejected },
});
const stored = (id: string, { _id: organizationId } = first) => database.contacts.findOne({ organizationId, id });

async function exported(organization_: OrganizationDocument, format: "csv" | "ndjson"): Promise<string> {
  let text = "";
  const tables = format === "csv" ? (["contacts"] as const) : (["contacts", "activities"] as const);
  for await (const chunk of exportOrganization(database, organization_, { format, tables })) text += chunk;
  return text;
}

describe("another organization", () => {
  test("keeps its contacts of the same id", async () => {
    await run("id,name,nextFollowUpDate\np1,Theirs,2026-01-01\n", { organization: second });
    const theirs = await stored("p1", second);
    const told = await database.activities.find({ organizationId: second._id }).toArray();
    expect(told).toMatchObject([{ contactId: "p1", action: "create" }]);
    expect(await summaryOf("id,name,nextFollowUpDate\np1,Ours,2026-02-02\n")).toMatchObject(counts(1, 0, 0));
    expect(await summaryOf("id,name,nextFollowUpDate\np1,Ours,2026-03-03\n")).toMatchObject(counts(0, 1, 0));
    expect(await stored("p1", second)).toEqual(theirs);
    expect(await database.activities.find({ organizationId: second._id }).toArray()).toEqual(told);
  });

  test("lends no users", async () => {
    const leftOut: RejectedRow[] = [];
    const onLeftOut = (row: RejectedRow) => leftOut.push(row);
    await run(`id,name,assignees\np1,Ann,sam@example.com\np2,Bob,${samId}\n`, { onLeftOut });
    expect(leftOut.map(({ line }) => line)).toEqual([2, 3]);
    expect(await database.contacts.countDocuments({ assigneeIds: [] })).toBe(2);
  });

  test("has none of the contacts of an activity", async () => {
    await run("id,name\np1,Theirs\n", { organization: second });
    const at = dateOf(FIRST).toISOString();
    const activity = { type: "activity", contactId: "p1", action: "set", at, user: null, operationId: "op_1" };
    const line = JSON.stringify({ ...activity, dateBefore: null, dateAfter: "2026-01-01" });
    const { rejected } = await run(line);
    expect(rejected).toEqual([{ line: 1, reasons: ['contact "p1" is not in organization first'] }]);
    expect(await database.activities.countDocuments({ operationId: "op_1" })).toBe(0);
    expect(await database.activities.countDocuments({ organizationId: first._id })).toBe(0);
  });
});

describe("what an export wrote", () => {
  const withoutIds = async ({ _id: organizationId }: OrganizationDocument) => ({
    contacts: (await database.contacts.find({ organizationId }).sort({ id: 1 }).toArray()).map(plain),
    activities: (
      await database.activities.find({ organizationId }).sort({ contactId: 1, at: 1, _id: 1 }).toArray()
    ).map(plain),
  });
  function plain(document: Partial<ContactDocument> & { _id?: unknown }) {
    return { ...document, _id: null, organizationId: null };
  }

  beforeEach(async () => {
    // A member of both, so that both organizations mean the same by the email.
    await addTestUser(database, "ann@example.com", second);
    await run(
      [
        "id,name,email,phone,company,assignees,nextFollowUpDate",
        'p1,"Zoë ""Zo"" Krüger",zoe@example.com,+1 202 555 0100,"Acme, Inc.",ann@example.com,2026-05-05',
        'p2,=SUM(A1),,-1,"two\nlines; three",,',
        "p3,田中 美咲,,'+49,@home,,1933-01-15",
      ].join("\n"),
    );
    await run("id,name,nextFollowUpDate\np1,Zoë Krüger,2026-06-06\np3,田中 美咲,\n", { clearEmpty: true, now: LATER });
  });

  test("as NDJSON comes back whole, timeline and all, and only once", async () => {
    const text = await exported(first, "ndjson");
    const muchLater = LATER.add({ hours: 24 });
    const copied = await summaryOf(text, { organization: second, now: muchLater });
    expect(copied).toMatchObject({ ...counts(3, 0, 0), activities: 6 });
    expect(await withoutIds(second)).toEqual(await withoutIds(first));
    expect(await exported(second, "ndjson")).toBe(text);

    const again = await summaryOf(text, { organization: second, now: muchLater });
    expect(again).toMatchObject({ ...counts(0, 0, 3), activities: 0 });
    expect(await withoutIds(second)).toEqual(await withoutIds(first));
  });

  test("as CSV changes nothing where it came from, and makes the same contacts elsewhere", async () => {
    const text = await exported(first, "csv");
    expect(text.split("\n")[0]).toBe(
      "id,name,email,phone,company,photoUrl,leadQuality,status,assignees,nextFollowUpDate,cadenceDays",
    );
    expect(await summaryOf(text)).toMatchObject(counts(0, 0, 3));
    expect(await summaryOf(text, { organization: second })).toMatchObject(counts(3, 0, 0));
    expect(await exported(second, "csv")).toBe(text);
  });

  test("keeps each contact's own cadence, and what its timeline tells of it", async () => {
    const admin = { organizationId: first._id, userId: annId, role: "admin" } as const;
    const set = (id: string, cadenceDays: number | null) =>
      setContactCadence(database, admin, { id, cadenceDays, now: dateOf(LATER) });
    await set("p1", 14);
    await set("p2", 0);
    await set("p3", 730);
    await set("p3", null);
    const csv = await exported(first, "csv");
    expect(csv.match(/,\d*$/gm)).toEqual([",14", ",0", ","]);
    expect(await summaryOf(csv)).toMatchObject(counts(0, 0, 3));

    const text = await exported(first, "ndjson");
    expect(text.match(/"cadenceDays":\w+/g)?.map((field) => field.split(":")[1])).toEqual(["14", "0", "null"]);
    const { result, rejected } = await run(text, { organization: second, now: LATER.add({ hours: 24 }) });
    expect(rejected).toEqual([]);
    expect(result).toMatchObject({ summary: { ...counts(3, 0, 0), activities: 10 } });
    expect(await withoutIds(second)).toEqual(await withoutIds(first));
    expect(await exported(second, "ndjson")).toBe(text);
    const told = await database.activities.find({ organizationId: second._id, action: "edit" }).toArray();
    expect(told.flatMap(({ changes }) => changes)).toContainEqual({
      field: "cadence",
      before: "every 730 days",
      after: null,
    });
    const again = await summaryOf(text, { organization: second });
    expect(again).toMatchObject({ ...counts(0, 0, 3), activities: 0 });
  });

  test("activities of strangers are named by line", async () => {
    const activity = { type: "activity", contactId: "p1", action: "done", at: "2026-01-01T00:00:00.000Z" };
    const rest = { dateBefore: "2026-01-01", dateAfter: null, operationId: "op_x" };
    const { rejected } = await run(
      `${JSON.stringify({ ...activity, ...rest, user: "sam@example.com" })}\n${JSON.stringify({ ...activity, user: null })}`,
    );
    expect(rejected.map(({ line }) => line)).toEqual([1, 2]);
    expect(rejected[0]?.reasons).toEqual(['User "sam@example.com" is not a user of organization first']);
  });
});

const ALL = "id,name,email,phone,company,photoUrl,leadQuality,status,assignees,nextFollowUpDate\n";

describe("what is stored already", () => {
  let annId: string;
  beforeEach(async () => {
    await run(`${ALL}p1,Ann Lee,a@example.com,,,,,,ann@example.com,2026-06-01\n`);
    annId = (await database.users.findOne({ email: "ann@example.com" }))!._id;
  });

  test("is cleared by an empty cell of this program's own export", async () => {
    const header = `${ALL.trim()},cadenceDays\n`;
    expect(await summaryOf(`${header}p1,Ann Lee,,,,,,,,,\n`, { now: LATER })).toMatchObject(counts(0, 1, 0));
    expect(await stored("p1")).toMatchObject({ email: null, assigneeIds: [], nextFollowUpDate: null });
  });

  test("keeps its assignees where the file names nobody who is known, and its date where none can be read", async () => {
    const rows: RejectedRow[] = [];
    const file = `${ALL}p1,Ann Lee,,,,,,,nobody@example.com,soon\n`;
    const summary = await summaryOf(file, { now: LATER, onLeftOut: (row) => rows.push(row) });
    expect(summary).toMatchObject({ ...counts(0, 0, 1), leftOut: 1 });
    expect(rows).toMatchObject([
      { line: 2, reasons: [expect.stringContaining("soon"), expect.stringContaining("nobody")] },
    ]);
    expect(await stored("p1")).toMatchObject({ assigneeIds: [annId], nextFollowUpDate: "2026-06-01" });
  });
});
