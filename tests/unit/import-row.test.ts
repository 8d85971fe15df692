import { describe, expect, test } from "vitest";
import { NO_DETAILS, readDetails } from "../../app/domain/contact-form.ts";
import { quoted, readImportRow, withoutEmptyCells, type ImportRow } from "../../app/domain/import-row.ts";

const ANN = { id: "p1", name: "Ann Lee" };

function contactOf(row: ImportRow, timeZone = "UTC") {
  const result = readImportRow(row, timeZone);
  if (!result.ok) throw new Error(result.reasons.join("; "));
  return result.contact;
}

function reasonsOf(row: ImportRow) {
  const result = readImportRow(row, "UTC");
  return result.ok ? result.leftOut : result.reasons;
}

describe("an empty cell", () => {
  test("leaves what is stored", () => {
    const empty = { email: "", phone: " ", status: "", assignees: "", nextFollowUpDate: "\t" };
    expect(withoutEmptyCells({ ...ANN, ...empty, company: "Acme" })).toEqual({ ...ANN, company: "Acme" });
  });

  test("is still told of an id or a name", () => {
    expect(withoutEmptyCells({ id: "", name: " " })).toEqual({ id: "", name: " " });
  });
});

test("a date that can't be read costs the date, not the contact", () => {
  expect(readImportRow({ ...ANN, email: "ann@example.com", nextFollowUpDate: "soon" }, "UTC")).toEqual({
    ok: true,
    contact: { ...ANN, email: "ann@example.com" },
    leftOut: ['Follow-up date "soon" is not a date (YYYY-MM-DD)'],
  });
  expect(reasonsOf({ ...ANN, email: "ann", nextFollowUpDate: "soon" })).toHaveLength(2);
});

describe("what a row says", () => {
  test("every field", () => {
    expect(
      contactOf({
        id: " p1 ",
        name: " Nydia M. Velázquez ",
        email: "nydia@example.com",
        phone: "+1 202 555 0100",
        company: "Acme, Inc.",
        photoUrl: "https://example.com/p.png",
        leadQuality: "hot",
        status: "Inactive",
        assignees: "ada@example.com; bob@example.com;;ada@example.com",
        nextFollowUpDate: "1953-03-28",
        cadenceDays: " 014 ",
      }),
    ).toEqual({
      id: "p1",
      name: "Nydia M. Velázquez",
      email: "nydia@example.com",
      phone: "+1 202 555 0100",
      company: "Acme, Inc.",
      photoUrl: "https://example.com/p.png",
      leadQuality: "HOT",
      status: "INACTIVE",
      assignees: ["ada@example.com", "bob@example.com"],
      nextFollowUpDate: "1953-03-28",
      cadenceDays: 14,
    });
  });

  test("a field that is absent stays absent", () => {
    const contact = contactOf(ANN);
    for (const field of ["email", "phone", "company", "photoUrl", "leadQuality", "status", "assignees"] as const) {
      expect(contact[field]).toBeUndefined();
    }
    expect(contact.nextFollowUpDate).toBeUndefined();
    expect(contact.cadenceDays).toBeUndefined();
  });

  test("an empty cell clears, and makes the status active", () => {
    const empty = { email: "", phone: " ", company: "", photoUrl: "", leadQuality: "", status: "", assignees: "" };
    expect(contactOf({ ...ANN, ...empty, nextFollowUpDate: "", cadenceDays: " " })).toEqual({
      ...ANN,
      email: null,
      phone: null,
      company: null,
      photoUrl: null,
      leadQuality: null,
      status: "ACTIVE",
      assignees: [],
      nextFollowUpDate: null,
      cadenceDays: null,
    });
  });

  test.each([
    ["2026-05-05T23:30:00Z", "Europe/Berlin", "2026-05-06"],
    ["2026-05-05T23:30:00Z", "America/New_York", "2026-05-05"],
    ["2026-05-05T23:30:00", "Pacific/Auckland", "2026-05-05"],
    ["0001-01-01", "UTC", "0001-01-01"],
    ["9999-12-31", "UTC", "9999-12-31"],
    ["2024-02-29", "UTC", "2024-02-29"],
  ])("%s in %s is %s", (text, timeZone, date) => {
    expect(contactOf({ ...ANN, nextFollowUpDate: text }, timeZone).nextFollowUpDate).toBe(date);
  });

  test.each([
    ["0", 0],
    ["1", 1],
    ["730", 730],
  ])("a cadence of %s days", (text, days) => {
    expect(contactOf({ ...ANN, cadenceDays: text }).cadenceDays).toBe(days);
  });

  test("an empty name says nothing of the name", () => {
    expect(contactOf({ id: "p1", name: "  " })).not.toHaveProperty("name");
  });

  test("tabs and line breaks become one space, so that the edit form can hold what is stored", () => {
    const broken = { name: "Ann\r\nLee", company: "\tAcme\r\n\tNorth\n", phone: "+1\t202\r555" };
    const { name, company, phone, ...rest } = contactOf({ ...ANN, ...broken, photoUrl: "https://a.example/\nb.png" });
    expect({ name, company, phone }).toEqual({ name: "Ann Lee", company: "Acme North", phone: "+1 202 555" });
    const form = new FormData();
    for (const [field, value] of Object.entries({ name, company, phone, photoUrl: rest.photoUrl })) {
      form.set(field, value ?? "");
    }
    expect(readDetails(form, NO_DETAILS)).toMatchObject({ ok: true, details: { name, company, phone } });
  });
});

describe("why a row says nothing", () => {
  test.each(["31/02/2026", "2026-02-30", "2026-2-3", "0000-01-01", "tomorrow", "0001-01-01T00:00:00+14:00"])(
    "%s is no date",
    (text) => {
      expect(reasonsOf({ ...ANN, nextFollowUpDate: text })).toEqual([
        `Follow-up date "${text}" is not a date (YYYY-MM-DD)`,
      ]);
    },
  );

  test.each(["731", "-1", "+7", "1.5", "14.0", "1e2", "0x10", "weekly", "7 days", "\u0667", "9".repeat(50)])(
    "%s is no cadence",
    (text) => {
      expect(reasonsOf({ ...ANN, cadenceDays: text })).toEqual([
        `Cadence (days) "${text}" is not a whole number of days from 0 to 730`,
      ]);
    },
  );

  test.each<[ImportRow, string]>([
    [{ name: "Ann" }, "Id is missing"],
    [{ id: "p1" }, "Name is missing"],
    [{ id: "", name: "Ann" }, "Id is empty"],
    [{ id: "..", name: "Ann" }, 'Id ".." can\'t stand in an address'],
    [{ id: "a%2fb", name: "Ann" }, 'Id "a%2fb" can\'t stand in an address'],
    [{ id: "x.data", name: "Ann" }, 'Id "x.data" can\'t stand in an address'],
    [{ id: "p1", name: "x".repeat(501) }, "Name has 501 characters, 500 are allowed"],
    [{ id: "x".repeat(201), name: "Ann" }, "Id has 201 characters, 200 are allowed"],
    [{ id: "p\n1", name: "Ann" }, "Id has a line break"],
    [{ ...ANN, email: "ann" }, 'Email "ann" is not an email address'],
    [{ ...ANN, photoUrl: "http://example.com/a.png" }, 'Photo "http://example.com/a.png" is not an https address'],
    [{ ...ANN, photoUrl: "javascript:alert(1)" }, 'Photo "javascript:alert(1)" is not an https address'],
    [{ ...ANN, leadQuality: "boiling" }, 'Lead quality "boiling" is not one of HOT, WARM, COLD, NURTURE'],
    [{ ...ANN, status: "gone" }, 'Status "gone" is not one of ACTIVE, INACTIVE, ARCHIVED'],
    [{ ...ANN, name: "Vel\uFFFDzquez" }, 'Name "Vel\uFFFDzquez" has a character that can\'t be read'],
    [{ ...ANN, name: "An\ud800n" }, 'Name "An\\ud800n" has a character that can\'t be read'],
    [{ ...ANN, company: "A\u0000B" }, 'Company "A\\u0000B" has a control character'],
  ])("%o", (row, reason) => {
    expect(reasonsOf(row)).toEqual([reason]);
  });

  test("names of 500 characters and ids of 200 are allowed", () => {
    expect(contactOf({ id: "x".repeat(200), name: "x".repeat(500) }).name).toHaveLength(500);
    expect(contactOf({ id: "𠮷".repeat(200), name: "𠮷".repeat(500) }).name).toBe("𠮷".repeat(500));
  });

  test("all reasons at once", () => {
    expect(reasonsOf({ id: "", name: "Ann", status: "gone", nextFollowUpDate: "soon" })).toHaveLength(3);
  });

  test("a long value is shown cut", () => {
    expect(quoted("x".repeat(1_000))).toBe(`"${"x".repeat(60)}…"`);
  });
});
