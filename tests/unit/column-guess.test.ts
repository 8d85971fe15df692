import { describe, expect, test } from "vitest";
import { guessColumns } from "../../app/domain/column-guess.ts";
import { IMPORT_FIELDS } from "../../app/domain/import-row.ts";
import { EXPORTS } from "../support/crm-exports.ts";

describe("a real export's headers are mapped without a touch", () => {
  test.each(EXPORTS)("$system", ({ columns, rows, choice }) => {
    expect(guessColumns(columns, rows)).toEqual(choice);
  });

  test("this program's own", () => {
    expect(guessColumns(IMPORT_FIELDS, [])).toEqual(Object.fromEntries(IMPORT_FIELDS.map((field) => [field, field])));
  });
});

describe("a column of another meaning isn't taken", () => {
  test("where a value doesn't fit", () => {
    const columns = ["Id", "Name", "Status", "Rating", "Next activity date", "Photo", "Owner email"];
    expect(guessColumns(columns, [["1", "Ann", "Open", "5 stars", "soon", "http://a.example/p.png", "Bob"]])).toEqual({
      id: "Id",
      name: "Name",
    });
    const fitting = ["1", "Ann", "active", "Hot", "2026-11-30 09:00", "https://a.example/p.png", "bob@example.com"];
    expect(Object.keys(guessColumns(columns, [fitting, ["2", "Bob", "", "", "", "", ""]]))).toHaveLength(7);
  });

  test("where no value shows its meaning, unless the header is the field's own name", () => {
    const columns = ["Record ID", "First Name", "Lead Status", "Photo", "Next activity date"];
    const unknown = { id: "Record ID", name: "First Name" };
    expect(guessColumns(columns, [["151", "Ann", "", " ", ""]])).toEqual(unknown);
    expect(guessColumns(columns, [])).toEqual(unknown);
    const own = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, field]));
    expect(guessColumns(IMPORT_FIELDS, [["p1", "Ann"]])).toEqual(own);
  });

  test("where the header says something else", () => {
    expect(guessColumns(["Account ID", "Company ID", "Email Opt Out", "Billing Name", "Phone Calls"], [])).toEqual({});
  });
});

test.each([
  { header: "cadenceDays", value: "14", isTaken: true },
  { header: "Cadence Days", value: "0", isTaken: true },
  { header: "Cadence (days)", value: "", isTaken: true },
  { header: "CADENCE", value: "730", isTaken: true },
  { header: "Cadence", value: "Autumn outreach", isTaken: false },
  { header: "Days", value: "14", isTaken: false },
  { header: "Cadence ID", value: "14", isTaken: false },
  { header: "Frequency", value: "14", isTaken: false },
])("a cadence from the header $header with $value: $isTaken", ({ header, value, isTaken }) => {
  expect(guessColumns([header], [[value]])).toEqual(isTaken ? { cadenceDays: header } : {});
});

test("no column has two uses", () => {
  const columns = ["ID", "Name", "Lead Status"];
  expect(guessColumns(columns, [["1", "Ann", "Hot"]])).toMatchObject({ leadQuality: "Lead Status" });
  // Half of the values fit one field, and half the other.
  const choice = guessColumns(columns, [
    ["1", "Ann", "Hot"],
    ["2", "Bob", "Active"],
  ]);
  expect(choice).toEqual({ id: "ID", name: "Name", leadQuality: "Lead Status" });
});

test("a lead report of Salesforce writes the company as Company / Account", () => {
  expect(guessColumns(["Company / Account"], [])).toEqual({ company: "Company / Account" });
});

test("case, signs and spaces in headers don't matter", () => {
  expect(guessColumns(["  RECORD_ID ", "first-name", "LastName", "E-MAIL"], [])).toEqual({
    id: "  RECORD_ID ",
    name: "first-name",
    lastName: "LastName",
    email: "E-MAIL",
  });
});

test("a last name alone is the name", () => {
  expect(guessColumns(["Last Name"], [])).toEqual({ name: "Last Name" });
});

test("a column whose name another one has too isn't taken", () => {
  expect(guessColumns(["Name", "Phone", "Email", "Phone", "Mobile"], [])).toEqual({
    name: "Name",
    email: "Email",
    phone: "Mobile",
  });
});
