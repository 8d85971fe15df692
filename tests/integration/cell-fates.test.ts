import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { writeCell } from "../../db/export/csv-cell.ts";
import { byFate, fatesOf, type FileCell } from "../support/cell-fates.ts";
import { EXPORTS } from "../support/crm-exports.ts";
import { LANGUAGES, PROGRAMS } from "../support/file-shapes.ts";
import { IMPORT_FIELDS } from "../../app/domain/import-row.ts";
import { FATES } from "../support/program-fates.ts";
import { VCARDS } from "../support/vcards.ts";
import { workbookOf } from "../support/workbook.ts";
import { openFileImports, type FileImports, type ImportedFile } from "../support/file-import.ts";

let imports: FileImports;

beforeAll(async () => {
  imports = await openFileImports();
});
beforeEach(() => imports.clear());
afterAll(() => imports.close());

/** The cells of a table whose header stands on a line. */
function cellsOf(columns: readonly string[], rows: readonly (readonly string[])[], header = 1): FileCell[] {
  let line = header + 1;
  return rows.flatMap((row) => {
    const at = line;
    line += row.reduce((lines, text) => lines + (text.match(/\r\n|\n/g) ?? []).length, 1);
    return row.map((text, place) => ({ line: at, column: columns[place]!, text }));
  });
}

const csvOf = (table: readonly (readonly string[])[]) =>
  table.map((cells) => cells.map(writeCell).join(",")).join("\n");

async function fatesIn(file: string | Uint8Array, cells: FileCell[] | ((imported: ImportedFile) => FileCell[])) {
  const imported = await imports.import(file);
  const members = { "Ann Berg": imports.memberId, "ann@hub.example": imports.memberId };
  const contacts = await imports.contacts();
  const all = typeof cells === "function" ? cells(imported) : cells;
  return byFate(fatesOf(all, imported, { contacts, members }));
}

/** What the cards say, read by hand. */
const CARDS = [
  ...["Müller", "Jörg", "Dr.", "Dr. Jörg Müller", "030 1", "+49 170 1234567", "jorg@acme.example"],
  ...["met in Rome, in May", "25 characters"],
  ...["Krüger", "Zoë", "Zoë Krüger", "Acme, Inc.", "Sales", "Buyer", "+49 30 5", "zoe@acme.example"],
  ...["Lee", "Ann", "Ann Lee", "ann@home.example", "ann@acme.example", "_$!<Work>!$_", "+1 555 0100"],
  ...["one and a line that is folded", "only@acme.example", "urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af"],
  ...["Bo", "Bo Åberg", "Åberg", "+46-8-123 x12", "bo@home.example", "bo@acme.example", "Owner"],
  "https://photos.example/bo.jpg",
];

test.each([...EXPORTS, ...PROGRAMS])("$system", async ({ system, columns, rows }) => {
  expect(await fatesIn(csvOf([columns, ...rows]), cellsOf(columns, rows))).toEqual(FATES[system]);
});

test.each(LANGUAGES)("$system", async ({ columns, rows }) => {
  const [first, last, email, phone, company, owner, date] = columns;
  expect(await fatesIn(csvOf([columns, ...rows]), cellsOf(columns, rows))).toEqual({
    ...{ name: `${first}, ${last}`, email, phone, company, assigneeIds: owner, nextFollowUpDate: date },
    "left out": `${date}, ${owner}`,
  });
});

test("a report of Salesforce: a title above, and the lines below", async () => {
  const { columns, rows } = EXPORTS.find(({ system }) => system === "Salesforce")!;
  const above = [["Contacts & Accounts"], ["As of 2026-11-02", "Sorted by name"], []];
  const below = [
    [],
    ["Contacts & Accounts"],
    ["Copyright (c) 2026 salesforce.com, inc."],
    ["Confidential - do not share"],
  ];
  const cells = [
    { line: 1, column: "A", text: "Contacts & Accounts" },
    { line: 2, column: "A", text: "As of 2026-11-02" },
    { line: 2, column: "B", text: "Sorted by name" },
    ...cellsOf(columns, rows, 4),
    ...[8, 9, 10].map((line, place) => ({ line, column: "A", text: below[place + 1]![0]! })),
  ];
  const fates = await fatesIn(csvOf([...above, columns, ...rows, ...below]), cells);
  expect(fates).toEqual({ "outside the table": "A, B", ...FATES.Salesforce });
});

test("LinkedIn's three lines above the header", async () => {
  const { columns, rows } = PROGRAMS.find(({ system }) => system === "LinkedIn")!;
  const note = "When exporting your connection data, you may notice that some of the email addresses are missing.";
  const cells = [
    { line: 1, column: "A", text: "Notes:" },
    { line: 2, column: "A", text: note },
    ...cellsOf(columns, rows, 4),
  ];
  const fates = await fatesIn(csvOf([["Notes:"], [note], [], columns, ...rows]), cells);
  expect(fates).toEqual({ "outside the table": "A", ...FATES.LinkedIn });
});

test("Excel: texts, numbers, days, errors, a column without a name, a second sheet", async () => {
  const columns = ["Name", "Email", "Phone", "Next follow-up", "Deals", ""];
  const rows = [
    ["Ann Lee", "ann@acme.example", { number: "4.91512345678E+11" }, { date: 46_752 }, { number: "0.1" }, "see me"],
    ["Zoë Krüger", null, { number: "1234567" }, { number: "46752" }, true, { error: "#N/A" }],
  ];
  const read = [
    ["Ann Lee", "ann@acme.example", "491512345678", "2027-12-31", "0.1", "see me"],
    ["Zoë Krüger", "", "1234567", "46752", "TRUE", "#N/A"],
  ];
  const cells = cellsOf(columns.with(5, "Column 6"), read);
  const file = workbookOf([columns, ...rows]);
  const fates = await fatesIn(file, ({ view }) => {
    expect(view.otherSheets).toEqual(["Other"]);
    return cells;
  });
  expect(fates).toEqual({
    ...{ name: "Name", email: "Email", phone: "Phone", nextFollowUpDate: "Next follow-up" },
    "unused column": "Deals, Column 6",
  });
});

test("vCards of version 2.1, 3.0 and 4.0: each property has a column, and each cell its fate", async () => {
  const fates = await fatesIn(Object.values(VCARDS).join("\n"), ({ table }) => {
    const [header = "", ...lines] = table.split("\n").slice(0, -1);
    const read = (line: string) =>
      [...`${line},`.matchAll(/(?:"((?:[^"]|"")*)")?,/g)].map(([, cell = ""]) => cell.replaceAll('""', '"'));
    const columns = read(header);
    expect(new Set(lines.flatMap(read).filter(Boolean))).toEqual(new Set(CARDS));
    return lines.flatMap((line, place) =>
      read(line).map((text, at) => ({ line: place + 2, column: columns[at]!, text })),
    );
  });
  expect(fates).toEqual({
    ...{ name: "Name", email: "Email", phone: "Phone", company: "Company", photoUrl: "Photo" },
    "not taken": "Phone 2, Email 2",
    "unused column":
      "Name prefix, First name, Last name, Notes, Picture in the card, Department, Job title, X-ABLABEL, UID, Role",
  });
});

test("our own export: every cell is a field, and nothing is told", async () => {
  const columns = [...IMPORT_FIELDS];
  const row = [
    "p1",
    "Ann Lee",
    "mailto:ann@x.example",
    "1; 2",
    "Acme ::: Co",
    "https://photos.example/a.jpg",
    "HOT",
    "INACTIVE",
    "ann@hub.example",
    "2027-12-31",
    "14",
  ];
  const cells = cellsOf(columns, [row]);
  expect(await fatesIn(csvOf([columns, row]), cells)).toEqual({
    ...Object.fromEntries(columns.map((field) => [field, field])),
    assignees: undefined,
    assigneeIds: "assignees",
  });
});
