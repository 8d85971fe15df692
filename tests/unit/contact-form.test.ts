import { describe, expect, test } from "vitest";
import { NO_DETAILS, readDetails, readSeen, seenText } from "../../app/domain/contact-form.ts";
import { readBulkForm, readChosenDate } from "../../app/domain/contact-input.ts";
import { contactListQuery, isNarrowed, readContactList } from "../../app/domain/contact-list.ts";
import { readNote } from "../../app/domain/note-form.ts";
import { upcomingDays, type UpcomingContact } from "../../app/domain/upcoming.ts";

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) data.append(name, value);
  return data;
}

describe("details", () => {
  test.each([
    ["a"],
    ["x".repeat(500)],
    ["<script>alert(1)</script>"],
    ["עברית (Left)"],
    ["王小明"],
    ["👩🏽‍🚀"],
    ["𠮷".repeat(500)],
  ])("the name %s is kept", (name) =>
    expect(readDetails(form({ name }), NO_DETAILS)).toMatchObject({ ok: true, details: { name } }),
  );

  test.each([
    ["name", ""],
    ["name", "   "],
    ["name", "x".repeat(501)],
    ["name", "𠮷".repeat(501)],
    ["name", "a\u0007b"],
    ["email", "nobody"],
    ["email", "a b@example.com"],
    ["photoUrl", "http://example.com/a.png"],
    ["photoUrl", "javascript:alert(1)"],
    ["photoUrl", "data:image/png;base64,AA"],
    ["status", "GONE"],
    ["leadQuality", "hot"],
  ] as const)("%s of %j is told by its field, and stays as typed", (field, value) => {
    const result = readDetails(form({ name: "Ann", [field]: value }), NO_DETAILS);
    expect(result).toMatchObject({ ok: false, typed: { [field]: value } });
    expect(!result.ok && Object.keys(result.errors)).toEqual([field]);
  });

  test("an empty field is none, an absent one stays", () => {
    const details = { ...NO_DETAILS, name: "Ann", phone: "1", company: "Acme", leadQuality: "HOT" as const };
    expect(readDetails(form({ phone: " ", leadQuality: "" }), details)).toMatchObject({
      ok: true,
      details: { ...details, phone: null, leadQuality: null },
    });
  });

  test("what was seen is carried along; nonsense is nothing", () => {
    const details = { ...NO_DETAILS, name: "“Ann”", email: "a@b" };
    expect(readSeen(form({ seen: seenText(details) }))).toEqual(details);
    for (const seen of ["", "{", "{}", "[]"]) expect(readSeen(form({ seen }))).toBeNull();
  });
});

test.each([
  ["2027-02-28", true],
  ["2028-02-29", true],
  ["1900-01-01", true],
  ["9999-12-31", true],
  ["2027-02-29", false],
  ["2027-13-01", false],
  ["1899-12-31", false],
  ["0000-01-01", false],
  ["10000-01-01", false],
  ["tomorrow", false],
  ["", false],
])("the date %s is accepted: %s", (date, ok) => expect(readChosenDate(date).ok).toBe(ok));

describe("the form of a list", () => {
  test.each([
    [
      { contactIds: ["a", "b", "a"], choice: "2027-01-02" },
      { outcome: "setDate", whom: { ids: ["a", "b"] }, date: "2027-01-02" },
    ],
    [
      { contactIds: "a", choice: "date", date: "2027-01-03" },
      { outcome: "setDate", whom: { ids: ["a"], isAllMatching: false }, date: "2027-01-03" },
    ],
    [
      { contactIds: "a", choice: "clear" },
      { outcome: "setDate", whom: { ids: ["a"], isAllMatching: false }, date: null },
    ],
    [
      { contactIds: "a", choice: "assign", userId: "u" },
      { outcome: "assign", whom: { ids: ["a"] }, mode: "add", userId: "u" },
    ],
    [
      { contactIds: "a", choice: "unassign", userId: "u" },
      { outcome: "assign", mode: "remove" },
    ],
    [
      { contactIds: ["a", "b"], matching: "2", choice: "clear" },
      { outcome: "setDate", whom: { ids: ["a", "b"], isAllMatching: true }, date: null },
    ],
    [
      { contactIds: ["a"], matching: "2", choice: "clear" },
      { outcome: "setDate", whom: { ids: ["a"], isAllMatching: false }, date: null },
    ],
    [{ choice: "clear" }, { outcome: "badInput" }],
    [{ contactIds: "a", choice: "date", date: "" }, { outcome: "badInput" }],
    [{ contactIds: "a", choice: "assign", userId: "" }, { outcome: "badInput" }],
    [{ contactIds: "a", choice: "delete" }, { outcome: "badInput" }],
    [{ contactIds: Array.from({ length: 201 }, (_, n) => `${n}`), choice: "clear" }, { outcome: "badInput" }],
  ])("%j", (fields, expected) => {
    expect(readBulkForm(form(fields as Record<string, string | string[]>))).toMatchObject(expected);
  });
});

test("a note has a kind and a text", () => {
  expect(readNote(form({ kind: "call", text: " Hi\r\nthere " }))).toEqual({
    ok: true,
    kind: "call",
    text: "Hi\nthere",
  });
  for (const fields of [
    { kind: "done", text: "x" },
    { kind: "call", text: " \n" },
    { kind: "note", text: "x".repeat(5_001) },
  ])
    expect(readNote(form(fields)).ok).toBe(false);
});

describe("the address of a list", () => {
  test("is read back as it was written", () => {
    const list = readContactList(
      new URLSearchParams({
        search: " Zoë & co ",
        leadQuality: "NONE",
        status: "ARCHIVED",
        followUp: "overdue",
        owner: "user_1",
        sort: "-date",
        after: '["2027-01-01","A","b"]',
      }),
    );
    expect(list).toMatchObject({
      search: "Zoë & co",
      leadQuality: "NONE",
      followUp: "overdue",
      owner: "user_1",
      sort: "-date",
      after: ["2027-01-01", "A", "b"],
    });
    expect(readContactList(new URLSearchParams(contactListQuery(list)))).toEqual(list);
  });

  test("has an order that goes with its filters, and leaves out the usual one", () => {
    const read = (query: string) => readContactList(new URLSearchParams(query));
    expect(read("followUp=none&sort=date").sort).toBe("name");
    expect(read("followUp=overdue&sort=-name").sort).toBe("date");
    expect(contactListQuery(read("followUp=overdue&sort=date&owner=mine"))).toBe("?followUp=overdue&owner=mine");
    expect(["", "owner=nobody", "followUp=overdue", "sort=-name"].map((query) => isNarrowed(read(query)))).toEqual([
      ...[false, true, true, false],
    ]);
  });

  test("passes over nonsense", () => {
    const query = new URLSearchParams({
      leadQuality: "x",
      status: "",
      followUp: "x",
      owner: "",
      sort: "$where",
      after: "{",
      before: '[{"$gt":""},"a"]',
    });
    expect(contactListQuery(readContactList(query))).toBe("");
  });
});

test("upcoming days: fourteen of their own, then later", () => {
  const on = (nextFollowUpDate: string) => ({ nextFollowUpDate }) as UpcomingContact;
  const dates = ["2026-11-25", "2026-11-26", "2026-11-26", "2026-12-08", "2026-12-09", "2030-01-01"];
  const days = upcomingDays(dates.map(on), "2026-11-24", "en-GB");
  expect(days.map(({ date, contacts }) => [date, contacts.length])).toEqual([
    ["2026-11-25", 1],
    ["2026-11-26", 2],
    ["2026-12-08", 1],
    [null, 2],
  ]);
  expect(days[0]?.title).toMatch(/^Tomorrow/);
});
