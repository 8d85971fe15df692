import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ACTIVITY_ACTIONS } from "../../app/domain/contact.ts";
import { IMPORT_FIELDS } from "../../app/domain/import-row.ts";
import { importContacts, type RejectedRow } from "../../db/import/import-contacts.ts";
import { describeProblem, type ImportProblem } from "../../db/import/problems.ts";
import { contact } from "../support/two-organizations.ts";
import { openFileImports, type FileImports } from "../support/file-import.ts";

let imports: FileImports;

beforeAll(async () => {
  imports = await openFileImports();
});
beforeEach(() => imports.clear());
afterAll(() => imports.close());

const IDS = [...IMPORT_FIELDS, "assigneeIds", "contactId", "dateBefore", "dateAfter", "operationId", "externalId"];
/** The name of a field in the code, where people read it: one of two words together, or a message that begins small. */
const CODE = new RegExp(`\\b(?:${IDS.filter((id) => /[A-Z]/.test(id)).join("|")})\\b|^(?:${IDS.join("|")}|user|at)\\b`);

const ORDINARY: Record<string, string> = { id: "p", name: "Ann" };

const expectWords = (messages: readonly string[]) => {
  expect(messages.filter((message) => CODE.test(message.replace(/"(?:[^"\\]|\\.)*"/g, '""')))).toEqual([]);
};

test("the pattern knows the names of the code", () => {
  for (const id of IDS) expect(CODE.test(`${id} is empty`), id).toBe(true);
  expect(CODE.test("Follow-up date is empty")).toBe(false);
});

test("every row that a table has refused or cut short speaks in the form's words", async () => {
  const columns = [...IMPORT_FIELDS];
  const row = (fields: Record<string, string>) =>
    columns.map((column) => `"${fields[column] ?? ORDINARY[column] ?? ""}"`).join(";");
  const long = "x".repeat(50_000);
  const bad: Record<string, string>[] = [
    { id: "", name: "", status: "ACTIVE" },
    { id: ".." },
    { id: "a\nb" },
    { id: "x".repeat(201) },
    { name: long },
    { name: "A\uFFFD" },
    { name: "\u0085\u0093" },
    { name: "A\u0001" },
    { email: "nobody" },
    { email: long },
    { phone: "1".repeat(101) },
    { company: "x".repeat(501) },
    { photoUrl: "ftp://x" },
    { leadQuality: "boiling" },
    { status: "gone" },
    { cadenceDays: "often" },
    { id: "late", nextFollowUpDate: "soon" },
    { id: "unclear", nextFollowUpDate: "01/02/2026" },
    { id: "owner", assignees: "Nobody" },
    { id: "twice" },
    { id: "twice" },
    { id: "", email: "c@x.example", name: "" },
  ];
  // One more column than ours, so that it isn't our own export.
  const lines = [[...columns, "Other"].join(";"), ...bad.map(row), `${row({ id: "cells" })};;surplus`, '"a"b;c'];
  const organizationId = imports.organization._id;
  const couple = ["one", "two"].map((id) => contact({ organizationId, id, name: id, email: "c@x.example" }));
  await imports.database.contacts.insertMany(couple);
  const messages: string[] = [];
  const keep = ({ reasons }: RejectedRow) => void messages.push(...reasons);
  await importContacts(imports.database, {
    ...{ organization: imports.organization, source: bytesOf(lines.join("\n")), now: Temporal.Now.instant() },
    ...{ dates: "either", onRejected: keep, onLeftOut: keep },
  });
  expect(messages.length).toBeGreaterThanOrEqual(bad.length);
  for (const words of ["choose the column of the name or email", "choose the column of the name"]) {
    expect(messages.some((message) => message.includes(words))).toBe(true);
  }
  expectWords(messages);
});

test("and so does every line of JSON", async () => {
  const objects = [
    { id: "p1", name: "Ann" },
    ...IMPORT_FIELDS.map((field) => ({ id: "p2", name: "Bo", [field]: { x: 1 } })),
    { id: "p3", name: null },
    { type: "activity", contactId: "nobody" },
    ...[
      { at: "x" },
      { action: "x" },
      { dateBefore: "x" },
      { text: 7 },
      { changes: [{ field: "x" }] },
      { user: "no" },
    ].map((wrong) => ({
      ...{ type: "activity", contactId: "p1", action: ACTIVITY_ACTIONS[0], at: "2026-01-01T00:00:00Z", user: null },
      ...{ dateBefore: null, dateAfter: null, operationId: "op", ...wrong },
    })),
  ];
  const messages: string[] = [];
  await importContacts(imports.database, {
    ...{ organization: imports.organization, now: Temporal.Now.instant() },
    source: bytesOf([...objects.map((each) => JSON.stringify(each)), "no object"].join("\n")),
    onRejected: ({ reasons }) => void messages.push(...reasons),
  });
  expect(messages.length).toBeGreaterThan(objects.length);
  expectWords(messages);
});

test("why a file is refused, what changes, and what a form names", async () => {
  // But for a column that `--map` names: that goes on to say how to name another one.
  const problems: ImportProblem[] = [
    ...[{ code: "emptyFile" } as const, { code: "jsonArray" } as const, { code: "tooManyRows", mostRows: 5 } as const],
    { code: "unreadableHeader", line: 1, reason: "is longer than 64 KB" },
    { code: "repeatedColumn", column: "Email" },
    { code: "unknownAssignee", email: "no@x.example" },
  ];
  expectWords(problems.map((problem) => describeProblem(problem, "people.csv", { slug: "first" })));
  const file = (value: string, date: string) =>
    `id,name,email,phone,company,photoUrl,leadQuality,status,assignees,nextFollowUpDate,cadenceDays,\np1,${value},${value}@x.example,${value},${value},https://x.example/${value},${value === "1" ? "HOT,ACTIVE,,2026-01-01,1" : `COLD,INACTIVE,ann@hub.example,${date},2`},\n`;
  await imports.import(file("1", "2026-01-01"));
  const { view } = await imports.import(file("2", "2026-02-01"), { dryRun: true });
  const labels = view.check!.changes.fields.map(({ label }) => label);
  expect(labels).toHaveLength(10);
  expectWords([...labels, ...view.headings]);
});

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}
