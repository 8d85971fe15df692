import { createReadStream } from "node:fs";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database, OrganizationDocument } from "../../db/collections.ts";
import {
  importContacts,
  type ImportOptions,
  type ImportSummary,
  type RejectedRow,
} from "../../db/import/import-contacts.ts";
import { addTestOrganization, addTestUser, type TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

const LEGISLATORS = new URL("../support/legislators-current.csv", import.meta.url).pathname;
const LEGISLATORS_MAP = { id: "bioguide_id", name: "full_name", nextFollowUpDate: "birthday" };
const FIRST = Temporal.Instant.from("2026-05-05T10:00:00Z");
const LATER = FIRST.add({ hours: 1 });
const dateOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds);

let opened: TestDatabase;
let database: Database;
let first: OrganizationDocument;
let second: OrganizationDocument;
let annId: string;

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
  await addTestUser(database, "sam@example.com", second);
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
const stored = (id: string) => database.contacts.findOne({ organizationId: first._id, id });

describe("a real file", () => {
  const file = () => createReadStream(LEGISLATORS);
  const options = { map: LEGISLATORS_MAP, assign: "Ann@example.com" };

  test("goes in, and changes nothing the second time", async () => {
    expect(await summaryOf(file(), options)).toMatchObject(counts(537, 0, 0));
    const nydia = await database.contacts.findOne({ organizationId: first._id, name: "Nydia M. Velázquez" });
    expect(nydia).toMatchObject({
      id: "V000081",
      nextFollowUpDate: "1953-03-28",
      assigneeIds: [annId],
      status: "ACTIVE",
      searchPrefixes: [
        "ny",
        "nyd",
        "nydia",
        "m",
        "ve",
        "vel",
        "velaz",
        "velazquez",
        "20",
        "202",
        "20222",
        "2022252361",
      ],
      createdAt: dateOf(FIRST),
      updatedAt: dateOf(FIRST),
    });
    const before = await database.contacts.find({}).sort({ id: 1 }).toArray();
    expect(await summaryOf(file(), { ...options, now: LATER })).toMatchObject(counts(0, 0, 537));
    expect(await database.contacts.find({}).sort({ id: 1 }).toArray()).toEqual(before);
    expect(await database.activities.countDocuments({})).toBe(537);
    expect(await database.activities.countDocuments({ action: "create", at: dateOf(FIRST) })).toBe(537);
  });

  test("writes nothing in a dry run, and tells the same", async () => {
    expect(await summaryOf(file(), { ...options, dryRun: true })).toMatchObject(counts(537, 0, 0));
    expect(await database.contacts.countDocuments({})).toBe(0);
    expect(await database.activities.countDocuments({})).toBe(0);
  });

  test("stops between two batches, and goes on the next time", async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const { result } = await run(file(), { ...options, onProgress, signal: controller.signal });
    expect(result).toMatchObject({ outcome: "stopped", summary: counts(50, 0, 0) });
    expect(await database.contacts.countDocuments({})).toBe(50);
    expect(await summaryOf(file(), options)).toMatchObject(counts(487, 0, 50));
  });
});

describe("what is stored already", () => {
  const ALL = "id,name,email,phone,company,photoUrl,leadQuality,status,assignees,nextFollowUpDate\n";
  const ROW = "p1,Ann Lee,a@example.com,+1 202 555 0100,Acme,https://example.com/a.png,hot,inactive,ann@example.com,";

  beforeEach(async () => {
    await run(`${ALL}${ROW}2026-06-01\n`);
  });

  test("stays where the file has no such column", async () => {
    const before = await stored("p1");
    expect(await summaryOf("id,name\np1,Ann Lee\n", { now: LATER })).toMatchObject(counts(0, 0, 1));
    expect(await stored("p1")).toEqual(before);
  });

  test("stays where a cell is empty or left out", async () => {
    const before = await stored("p1");
    expect(await summaryOf(`${ALL}p1,Ann Lee,,,,,,,,\n`, { now: LATER })).toMatchObject(counts(0, 0, 1));
    expect(await summaryOf(`${ALL}p1,Ann Lee\n`, { now: LATER })).toMatchObject(counts(0, 0, 1));
    const ndjson = JSON.stringify({ id: "p1", name: "Ann Lee", email: null, nextFollowUpDate: "", assignees: [] });
    expect(await summaryOf(`${ndjson}\n`, { now: LATER })).toMatchObject(counts(0, 0, 1));
    expect(await stored("p1")).toEqual(before);
  });

  test("is cleared by an empty cell where that is asked for, and the timeline tells it", async () => {
    expect(await summaryOf(`${ALL}p1,Ann Lee,,,,,,,,\n`, { now: LATER, clearEmpty: true })).toMatchObject(
      counts(0, 1, 0),
    );
    expect(await stored("p1")).toMatchObject({
      email: null,
      phone: null,
      company: null,
      photoUrl: null,
      leadQuality: null,
      status: "ACTIVE",
      assigneeIds: [],
      nextFollowUpDate: null,
      searchPrefixes: ["an", "ann", "le", "lee"],
      createdAt: dateOf(FIRST),
      updatedAt: dateOf(LATER),
    });
    const by = { contactId: "p1", userId: null, at: dateOf(LATER) };
    expect(await database.activities.find({}).toArray()).toMatchObject([
      { contactId: "p1", action: "create", at: dateOf(FIRST) },
      { ...by, action: "clear", dateBefore: "2026-06-01", dateAfter: null },
      { ...by, action: "edit", dateBefore: null, dateAfter: null },
      { ...by, action: "assign", dateBefore: null, dateAfter: null },
    ]);
  });

  test("changes where it differs; dates that move are one operation", async () => {
    await run("id,name,nextFollowUpDate\np2,Bob,\n");
    await run("id,name,nextFollowUpDate\np1,Ann Lee,2026-07-01\np2,Bob,2026-07-02\n", { now: LATER });
    const activities = await database.activities
      .find({ at: dateOf(LATER) })
      .sort({ contactId: 1 })
      .toArray();
    expect(activities).toMatchObject([
      { organizationId: first._id, contactId: "p1", action: "set", dateBefore: "2026-06-01", dateAfter: "2026-07-01" },
      { organizationId: first._id, contactId: "p2", action: "set", dateBefore: null, dateAfter: "2026-07-02" },
    ]);
    expect(activities[0]?.operationId).toMatch(/^op_/);
    expect(activities[1]?.operationId).toBe(activities[0]?.operationId);
    expect(await stored("p1")).toMatchObject({ name: "Ann Lee", company: "Acme", nextFollowUpDate: "2026-07-01" });
  });

  test("an empty name stays, and a new contact without one goes by its email or id", async () => {
    expect(await summaryOf("id,name\np1,\n", { now: LATER })).toMatchObject(counts(0, 0, 1));
    const csv = "id,name,email\np2,,bob@example.com\np3,,\n";
    expect(await summaryOf(csv)).toMatchObject(counts(2, 0, 0));
    expect(await stored("p2")).toMatchObject({ name: "bob@example.com" });
    expect(await stored("p3")).toMatchObject({ name: "p3", searchPrefixes: ["p3"] });
    expect(await summaryOf(csv, { now: LATER })).toMatchObject(counts(0, 0, 2));
  });

  test("a new name can be searched for", async () => {
    await run("id,name\np1,Zoë Krüger\n");
    expect((await stored("p1"))?.searchPrefixes).toEqual(expect.arrayContaining(["acme", "kruger", "zoe"]));
  });

  test("--assign adds to the assignees of the file, or to the stored ones", async () => {
    const bobId = await addTestUser(database, "bob@example.com", first);
    await run("id,name\np1,Ann Lee\np2,Bob\n", { assign: "bob@example.com" });
    expect((await stored("p1"))?.assigneeIds).toEqual([annId, bobId]);
    expect((await stored("p2"))?.assigneeIds).toEqual([bobId]);
    await run(`id,name,assignees\np1,Ann Lee,\np2,Bob,${annId}\n`, { clearEmpty: true, assign: "bob@example.com" });
    expect((await stored("p1"))?.assigneeIds).toEqual([bobId]);
    expect((await stored("p2"))?.assigneeIds).toEqual([annId, bobId]);
  });

  test("date-times become the date where the organization is", async () => {
    await run('{"id":"p1","name":"Ann Lee","nextFollowUpDate":{"$date":"2026-05-06T03:00:00Z"}}\n');
    expect((await stored("p1"))?.nextFollowUpDate).toBe("2026-05-05");
  });
});

describe("bad rows", () => {
  test("are named by line and reason, and the good ones go in", async () => {
    const csv = [
      "id,name,nextFollowUpDate,assignees",
      "p1,Ann,2026-05-05,ann@example.com",
      "p2,Bob,31/02/2026,",
      'p3,"Cid',
      'von Dorn",2026-05-05,',
      "p1,Ann again,,",
      "p4,Dora,,nobody@example.com; else@example.com",
      ",Eve,,",
      "p5",
      "p6,Finn,,",
    ].join("\r\n");
    const leftOut: RejectedRow[] = [];
    const { result, rejected } = await run(csv, { onLeftOut: (row) => leftOut.push(row) });
    expect(result).toMatchObject({ outcome: "imported", summary: { ...counts(7, 0, 0, 1), leftOut: 2 } });
    expect(leftOut).toEqual([
      { line: 3, reasons: ['Follow-up date "31/02/2026" is not a date (YYYY-MM-DD)'] },
      {
        line: 7,
        reasons: [
          'Assignee "nobody@example.com" is not a user of organization first',
          'Assignee "else@example.com" is not a user of organization first',
        ],
      },
    ]);
    expect(rejected).toEqual([{ line: 6, reasons: ['Id "p1" is already on line 2'] }]);
    const ids = (await database.contacts.find({}).sort({ id: 1 }).toArray()).map(({ id }) => id);
    expect(ids).toEqual([expect.stringMatching(/^contact_/), "p1", "p2", "p3", "p4", "p5", "p6"]);
    expect((await stored("p3"))?.name).toBe("Cid von Dorn");
  });

  test("a missing column, or a stranger to assign to, refuses the file", async () => {
    const missing = await run("key,name\np1,Ann\n");
    expect(missing.result).toMatchObject({ outcome: "refused", problem: { code: "missingColumns" } });
    const stranger = await run("id,name\np1,Ann\n", { assign: "sam@example.com" });
    expect(stranger.result).toEqual({
      outcome: "refused",
      problem: { code: "unknownAssignee", email: "sam@example.com" },
    });
    expect(await database.contacts.countDocuments({})).toBe(0);
  });
});
