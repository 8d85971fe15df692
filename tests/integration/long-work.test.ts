import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { importView } from "../../app/import/import-view.ts";
import type { Reading } from "../../app/import/reading.server.ts";
import type { Upload } from "../../app/import/uploads.server.ts";
import { commandLine } from "../../db/audit.ts";
import type { Database, OrganizationDocument } from "../../db/collections.ts";
import { openDatabase } from "../../db/connection.ts";
import { exportOrganization } from "../../db/export/export-organization.ts";
import { readCsvRecords } from "../../db/import/csv-records.ts";
import { importContacts, type ImportOptions, type RejectedRow } from "../../db/import/import-contacts.ts";
import { describeProblem } from "../../db/import/problems.ts";
import { undoImport } from "../../db/import/undo-import.ts";
import { readTableHead } from "../../db/import/table-head.ts";
import { addTestOrganization, type TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { contact } from "../support/two-organizations.ts";

/** Rows that are read in one turn of the event loop. */
const MOST_IN_TURN = 100;
const NOW = Temporal.Instant.from("2026-05-05T10:00:00Z");

let opened: TestDatabase;
let database: Database;
let organization: OrganizationDocument;

beforeAll(async () => {
  opened = await borrowDatabase();
  ({ database } = opened);
  organization = await addTestOrganization(database, "busy");
});
afterAll(() => opened.close());
afterEach(() => vi.restoreAllMocks());

async function* bytesOf(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

async function* textsOf(text: string) {
  yield text;
}

async function importText(text: string, options: Partial<ImportOptions> = {}) {
  const rejected: RejectedRow[] = [];
  const result = await importContacts(database, {
    organization,
    source: bytesOf(text),
    now: NOW,
    onRejected: (row) => rejected.push(row),
    ...options,
  });
  return { result, rejected };
}

/** Counts what happens in each turn of the event loop while `work` is done. */
async function mostInTurn(work: (count: () => void) => Promise<void>): Promise<{ most: number; all: number }> {
  const counts = { most: 0, all: 0, now: 0 };
  let isDone = false;
  const nextTurn = () => {
    counts.now = 0;
    if (!isDone) setImmediate(nextTurn);
  };
  setImmediate(nextTurn);
  await work(() => {
    counts.all++;
    counts.most = Math.max(counts.most, ++counts.now);
  });
  isDone = true;
  return counts;
}

describe("the head of a CSV file", () => {
  const columns = (count: number, name = (place: number) => `c${place}`) =>
    ["id,name", ...Array.from({ length: count - 2 }, (_, place) => name(place))].join(",");
  const ofLength = (length: number) => `id,name,${"x".repeat(length - "id,name,".length)}`;

  test.each([
    ["501 columns", columns(501), "has more than 500 columns"],
    ["40,000 equal columns", columns(40_000, () => "a"), "has more than 500 columns"],
    ["one byte over 64 KB", ofLength(65_537), "is longer than 64 KB"],
    ["64 KB in bytes, not in characters", `id,name,${"é".repeat(33_000)}`, "is longer than 64 KB"],
  ])("%s", async (_, header, reason) => {
    const text = `${header}\n1,Ann\n`;
    expect(await readTableHead(bytesOf(text), 5)).toEqual({
      outcome: "notATable",
      reason: `The header on line 1 ${reason}.`,
    });
    const { result } = await importText(text);
    if (result.outcome !== "refused") throw new Error(result.outcome);
    expect(describeProblem(result.problem, "people.csv", organization)).toBe(
      `people.csv has no readable header: line 1 ${reason}`,
    );
  });

  test.each([
    ["500 columns", columns(500)],
    ["500 equal columns", columns(500, () => "a")],
    ["64 KB", ofLength(65_536)],
  ])("%s are read", async (_, header) => {
    const head = await readTableHead(bytesOf(`${header}\n`), 5);
    expect(head).toMatchObject({ outcome: "table" });
    const { result } = await importText(`${header}\n`, { dryRun: true });
    expect(result.outcome).toBe("imported");
  });

  test("each of many lines without a delimiter is looked at once", async () => {
    let looked = 0;
    const { indexOf } = String.prototype;
    vi.spyOn(String.prototype, "indexOf").mockImplementation(function (this: string, sign: string, from = 0) {
      const found = indexOf.call(this, sign, from);
      looked += (found === -1 ? this.length : found) - from;
      return found;
    });
    const text = "a\n".repeat(30_000);
    let records = 0;
    for await (const some of readCsvRecords(textsOf(text), { delimiter: ",", line: 1 })) records += some.length;
    expect(records).toBe(30_000);
    expect(looked).toBeLessThan(text.length * 5);
  });

  test("a head of very many short lines", async () => {
    const head = await readTableHead(bytesOf(`id,name\n${"a\n".repeat(500_000)}`), 500);
    if (head.outcome !== "table") throw new Error(head.reason);
    expect(head.rows).toHaveLength(500);
  });

  test("a long cell is shown short", () => {
    const reading = { columns: ["name"], rows: [["x".repeat(100_000)]], readAs: null } as unknown as Reading;
    const upload = { fileName: "f", reading, check: null, run: null };
    const choice = { columns: { name: "name" }, assign: undefined, clearEmpty: false };
    const view = importView(upload as unknown as Upload, { choice, reading, problem: null }, "en-GB");
    expect(view.rows[0]![0]).toBe(`${"x".repeat(200)}…`);
  });
});

describe("others have a turn (ASVS 15.2.2)", () => {
  test("while the lines of a quote that nobody closes are passed over", async () => {
    const text = `id,name\n"a","${"x\n".repeat(600_000)}`;
    const pieces: number[] = [];
    for await (const some of readCsvRecords(textsOf(text), { delimiter: ",", line: 1 })) pieces.push(some.length);
    expect(pieces.reduce((sum, length) => sum + length)).toBeGreaterThan(500_000);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(500);
  });

  test("between the transactions of an import and of its undo, each of which writes few contacts", async () => {
    const directory = await mkdtemp(join(tmpdir(), "follow-ups-"));
    const written: number[] = [];
    const removed: number[] = [];
    const watched = await openDatabase({ uri: undefined, directory }, undefined, (client) => {
      client.on("commandStarted", ({ commandName, command }) => {
        if (commandName === "insert" && command.insert === "contacts") written.push(command.documents.length as number);
        if (commandName === "delete" && command.delete === "contacts") removed.push(command.deletes.length as number);
      });
    });
    const rows = Array.from({ length: 1_000 }, (_, place) => `p${place},Ann\n`).join("");
    const organization = await addTestOrganization(watched.database, "in-batches");
    const options = { organization, now: Temporal.Now.instant() };
    const imported = await importContacts(watched.database, { ...options, source: bytesOf(`id,name\n${rows}`) });
    if (imported.outcome !== "imported") throw new Error(imported.outcome);
    const undo = { operationId: imported.summary.operationId!, source: commandLine(new Date()) };
    expect(await undoImport(watched.database, organization._id, undo)).toMatchObject({ removed: 1_000 });
    await watched.close();
    await rm(directory, { recursive: true });
    expect(Math.max(...written)).toBeLessThanOrEqual(50);
    expect([written, removed].map((counts) => counts.reduce((sum, count) => sum + count))).toEqual([1_000, 1_000]);
    expect(Math.max(...removed)).toBeLessThanOrEqual(25);
  });

  test("while rows are rejected", async () => {
    const { most, all } = await mostInTurn(async (count) => {
      await importText(`id,name\nx\n${"x\n".repeat(5_000)}`, { onRejected: () => count() });
    });
    expect(all).toBe(5_000);
    expect(most).toBeLessThanOrEqual(2 * MOST_IN_TURN);
  });

  test("while contacts are exported", async () => {
    const { _id: organizationId } = await addTestOrganization(database, "exported");
    const ids = Array.from({ length: 1_000 }, (_, place) => `p${place}`);
    await database.contacts.insertMany(ids.map((id) => contact({ organizationId, id })));
    const toISOString = vi.spyOn(Date.prototype, "toISOString");
    let text = "";
    const { most, all } = await mostInTurn(async (count) => {
      toISOString.mockImplementation(() => {
        count();
        return "2026-05-05T10:00:00.000Z";
      });
      const choice = { format: "ndjson", tables: ["contacts"] } as const;
      for await (const chunk of exportOrganization(database, { _id: organizationId }, choice)) text += chunk;
    });
    expect(text.trim().split("\n")).toHaveLength(1_000);
    // Each contact has two of them, and one answer of the database has 200 contacts.
    expect(all).toBe(2_000);
    expect(most).toBeLessThanOrEqual(2 * 200);
  });
});

describe("what comes of bad rows stays small", () => {
  test("a row of very many strangers", async () => {
    const strangers = Array.from({ length: 5_000 }, (_, place) => `s${place}`).join(";");
    const leftOut: RejectedRow[] = [];
    await importText(`id,name,assignees\np1,Ann,${strangers}\n`, { onLeftOut: (row) => leftOut.push(row) });
    expect(leftOut[0]!.reasons).toHaveLength(11);
    expect(leftOut[0]!.reasons[10]).toBe("and 4990 more assignees");
  });

  test("a cell that is far too long, in many fields at once", async () => {
    const map = { email: "name", phone: "name", company: "name", assignees: "name", nextFollowUpDate: "name" };
    const { rejected } = await importText(`id,name\np1,${"😀".repeat(100_000)}\n`, { map });
    expect(rejected[0]!.reasons[0]).toBe("Name has 100000 characters, 500 are allowed");
    expect(rejected[0]!.reasons).toContain("Assignees has 100000 characters, 40000 are allowed");
    expect(rejected[0]!.reasons).toHaveLength(6);
    expect(rejected[0]!.reasons.join("").length).toBeLessThan(1_000);
  });

  test("a row of more cells than any table has", async () => {
    const { rejected } = await importText(`id,name\n${",x".repeat(400_000)}\np1,Ann\n`);
    expect(rejected).toEqual([{ line: 2, reasons: ["has more than 20,000 cells"] }]);
  });

  test("a file of more rows than are taken is refused in words", async () => {
    const { result } = await importText("id,name\np1,Ann\np2,Bob\np3,Cid\n", { mostRows: 2, dryRun: true });
    if (result.outcome !== "refused") throw new Error(result.outcome);
    expect(describeProblem(result.problem, "people.csv", organization)).toBe(
      "people.csv has more than 2 rows. Split it, or import it on the command line",
    );
  });
});
