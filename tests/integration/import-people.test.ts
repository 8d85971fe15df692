import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Temporal } from "temporal-polyfill";
import type { OrganizationDocument } from "../../db/collections.ts";
import { importContacts, type ImportOptions, type RejectedRow } from "../../db/import/import-contacts.ts";
import { addTestOrganization, addTestUser, type TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

let opened: TestDatabase;
let first: OrganizationDocument;
let ann: string;
let bo: string;

beforeAll(async () => {
  opened = await borrowDatabase();
  const { database } = opened;
  first = await addTestOrganization(database, "first");
  const second = await addTestOrganization(database, "second");
  ann = await addTestUser(database, "ann@example.com", first);
  bo = await addTestUser(database, "bo@example.com", first);
  await database.users.updateOne({ _id: bo }, { $set: { name: "Bó Berg" } });
  await addTestUser(database, "sam@example.com", second);
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.database.contacts.deleteMany({});
  await opened.database.activities.deleteMany({});
});

const MAP = { id: null, name: ["First", "Last"], email: ["Email", "Home email"], phone: "Phone", company: "Company" };
const HEADER = "First,Last,Email,Home email,Phone,Company,Owner";

async function importRows(rows: string[], options: Partial<ImportOptions> = {}) {
  const rejected: RejectedRow[] = [];
  const leftOut: RejectedRow[] = [];
  async function* source() {
    yield Buffer.from([HEADER, ...rows].join("\n"));
  }
  const result = await importContacts(opened.database, {
    ...{ organization: first, source: source(), map: MAP, now: Temporal.Instant.from("2026-05-05T10:00:00Z") },
    ...{ onRejected: (row) => rejected.push(row), onLeftOut: (row) => leftOut.push(row) },
    ...options,
  });
  if (result.outcome === "refused") throw new Error(result.problem.code);
  return { ...result.summary, rejected, leftOut };
}

const stored = async () => {
  const contacts = await opened.database.contacts.find({}).sort({ name: 1, id: 1 }).toArray();
  return contacts.map(({ name, email, phone, company }) =>
    [name, email, phone, company].map((text) => text ?? "").join("|"),
  );
};

describe("who a row without an id is about", () => {
  test("whoever added the contact, its email tells, case apart", async () => {
    await importRows(["Ann,Lee,ann@x.example,,1,Acme,"], { map: { ...MAP, id: "Phone", phone: null } });
    expect(await importRows(["Ann,Berg,ANN@x.example,,2,New,"])).toMatchObject({ added: 0, changed: 1 });
    expect(await stored()).toEqual(["Ann Berg|ANN@x.example|2|New"]);
  });

  test("a couple with one email are two, in whichever order they come again", async () => {
    const couple = ["Ann,Lee,lee@x.example,,,,", "Bo,Lee,lee@x.example,,,,"];
    expect(await importRows(couple)).toMatchObject({ added: 2 });
    expect(await importRows(couple.reverse())).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(await stored()).toHaveLength(2);
  });

  test("a person stays one with another phone, company or email", async () => {
    await importRows(["Ann,Lee,,,111,Acme,", "Bo,Berg,,,222,Acme,", "Cid,Dorn,c@x.example,,333,,"]);
    const moved = ["Ann,Lee,,,111,Beta,", "Bo,Berg,,,999,Acme,", "Cid,Dorn,new@x.example,,333,,"];
    expect(await importRows(moved)).toMatchObject({ added: 0, changed: 3 });
    expect(await stored()).toEqual(["Ann Lee||111|Beta", "Bo Berg||999|Acme", "Cid Dorn|new@x.example|333|"]);
  });

  test("two people of one name stay two, and a row that is there twice goes in once", async () => {
    const rows = ["Ann,Lee,,,111,Acme,", "Ann,Lee,,,222,Beta,", "ann, lee,,,111,acme,"];
    expect(await importRows(rows)).toMatchObject({
      added: 2,
      rejected: [{ line: 4, reasons: ["the same contact is already on line 2"] }],
    });
    expect(await importRows(rows.slice(0, 2))).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
  });

  test("a company or a phone alone is a contact, and nothing at all is told in words", async () => {
    const rows = [",,,,,Acme,", ",,,,555,,", ",,,home@x.example,,,", ",,,,,,Bo"];
    expect(await importRows(rows, { map: { ...MAP, assignees: "Owner" } })).toMatchObject({
      added: 3,
      rejected: [
        { line: 5, reasons: ["has no name, email, phone or company: choose the column of the name or email"] },
      ],
    });
    expect(await stored()).toEqual(["555||555|", "Acme|||Acme", "home@x.example|home@x.example||"]);
    expect(await importRows(rows.slice(0, 3))).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
  });

  test("contacts of another organization are never met", async () => {
    const other = (await opened.database.organizations.findOne({ slug: "second" }))!;
    await importRows(["Ann,Lee,ann@x.example,,,,"], { organization: other });
    expect(await importRows(["Ann,Lee,ann@x.example,,,,"])).toMatchObject({ added: 1 });
  });
});

describe("whose a contact becomes", () => {
  const map = { ...MAP, assignees: "Owner" };
  const assignees = async () =>
    (await opened.database.contacts.find({}).sort({ name: 1 }).toArray()).map(({ assigneeIds }) => assigneeIds);
  const rows = [
    "A,,,,,,BO@example.com",
    "B,,,,,,berg bo",
    'C,,,,,,"Berg, Bo, ann@example.com"',
    "D,,,,,,Sam",
    "E,,,,,,",
  ];

  test("members by email or name; the rest goes to whom that is said, and an unknown owner is told", async () => {
    const told = await importRows(rows, { map, assignRest: "ann@example.com" });
    expect(await assignees()).toEqual([[bo], [bo], expect.arrayContaining([ann]), [], [ann]]);
    expect(told).toMatchObject({
      unassigned: 1,
      leftOut: [{ line: 4 }, { line: 5, reasons: ['Assignee "Sam" is not a user of organization first'] }],
    });
  });

  test("without one the rest is nobody's, which is counted, and nobody loses an assignee", async () => {
    expect(await importRows(rows, { map })).toMatchObject({ unassigned: 2 });
    await importRows(["A,,,,,,"], { map, assignRest: "ann@example.com" });
    expect((await assignees())[0]).toEqual([bo]);
    await expect(importRows(rows, { map, assignRest: "sam@example.com" })).rejects.toThrow("unknownAssignee");
  });
});
