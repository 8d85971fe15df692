import { describe, expect, test } from "vitest";
import { OrderEvidence } from "../../app/domain/date-order.ts";
import { readImportRow, type DateRule } from "../../app/domain/import-row.ts";
import { dateBy, readWrittenDate } from "../../app/domain/written-date.ts";

const read = (text: string, timeZone = "UTC") => readWrittenDate(text, timeZone);
const ofColumn = (texts: string[]) => {
  const evidence = new OrderEvidence();
  for (const text of texts) evidence.add(text, read(text));
  return evidence.result;
};

describe("read without being told an order", () => {
  test.each([
    ...[
      "2026-01-02",
      "2026-1-2",
      "2026/01/02",
      "2026.1.2",
      "2026. 1. 2.",
      "20260102",
      "2026年1月2日",
      "２０２６/１/２",
    ],
    ...["02-Jan-2026", "2-jan-26", "Jan-02-2026", "2026-Jan-02", "Jan 2, 2026", "January 2nd, 2026", "2. Januar 2026"],
    ...["2 de enero de 2026", "2 janvier 2026", "2 gennaio 2026", "2 jan. 2026", "02/jan/2026", "Fri, 2 Jan 2026"],
    ...["46024", "46024.75", "46024,5", "1767312000", "1767312000000", "٢٠٢٦-٠١-٠٢"],
    ...["2026-01-02 10:15 AM", "2026/1/2 0:00:00", "2026-01-02T10:00:00.000+0000", "20260102T101500Z"],
    ...[
      "Fri, 02 Jan 2026 10:00:00 GMT",
      "Fri Jan 02 2026 10:00:00 GMT+0100 (CET)",
      "Fri Jan  2 10:00:00 2026",
      "2026-01-02 10:00:00 +0000 UTC",
    ],
    "sexta-feira, 2 de janeiro de 2026",
    ...["2 janvier 2026 à 10h30", "2. Januar 2026, 10:00 Uhr", "2026-01-02 10:15:30 UTC", "Jan 2, 2026, 10:00:00 p.m."],
  ])("%s is 2 January 2026", (text) => {
    expect(dateBy(read(text), null)).toBe("2026-01-02");
  });

  test.each([
    ["1 mars 2026", 3],
    ["1 März 2026", 3],
    ["1 mrt 2026", 3],
    ["1 abril 2026", 4],
    ["1 maggio 2026", 5],
    ["1 mei 2026", 5],
    ["1 juin 2026", 6],
    ["1 août 2026", 8],
    ["1 agosto 2026", 8],
    ["1 setembro 2026", 9],
    ["1 out. 2026", 10],
    ["1 Dez 2026", 12],
    ["1 déc. 2026", 12],
  ])("%s", (text, month) => {
    expect(dateBy(read(text), null)).toBe(`2026-${String(month).padStart(2, "0")}-01`);
  });

  test.each([
    ["2025-12-31T23:30:00-0800", "Europe/Berlin", "2026-01-01"],
    ["12/31/2025 11:30 PM PST", "UTC", "2026-01-01"],
    ["31.12.2025 23:30 GMT", "Asia/Tokyo", "2026-01-01"],
    ["2026-01-01 12:30 am +0100", "UTC", "2025-12-31"],
    ["31/12/2025 23:30", "Asia/Tokyo", "2025-12-31"],
  ])("%s in %s is %s", (text, timeZone, date) => {
    const written = read(text, timeZone);
    expect(dateBy(written, null) ?? written?.["day-first"] ?? written?.["month-first"]).toBe(date);
  });

  test.each([
    ...["soon", "", "2026", "1", "12/2025", "30/02/2026", "2026-02-30", "2026-13-01", "31122025", "2 January", "1e5"],
    ...[
      "2026-01-02T25:00",
      "12/31/2025 7:00 XYZ",
      "2026-01-02 10:61",
      "99999999",
      "1/2/2026/3",
      "x".repeat(90),
      "0/0/2026",
    ],
    ...["45992 apples", "12 monkeys 2026", "13:30 am", "2026-01-02 13:30 PM"],
  ])("%s is no date", (text) => {
    expect(read(text)).toBeNull();
  });
});

describe("the order of day and month is the whole column's", () => {
  test.each([
    [["01/02/2026", "12/31/2025"], { order: "month-first" }],
    [["01.02.2026", "31.12.2025", "2026-01-02"], { order: "day-first" }],
    [["1/2/26", "31/12/25 10:00"], { order: "day-first" }],
    [["2026-01-02", "5/5/2026", "soon"], null],
    [["26-01-05", "2026-01-02"], { examples: ["26-01-05"] }],
    [["26-01-05", "26-12-31", "26-06-32"], { order: "day-first" }],
    [["99-12-31", "26-01-05", "00-01-01"], { order: "year-first" }],
    [["26-01-05", "1-2-26"], { order: "day-first" }],
    [["31-12-25", "31/12/2025"], { order: "day-first" }],
    [
      ["01/02/2026", "03/04/2026", "01/02/2026", "5/6/2026", "7/8/2026"],
      { examples: ["01/02/2026", "03/04/2026", "5/6/2026"] },
    ],
    [["31/12/2025", "01/02/2026", "12/31/2025"], { examples: ["31/12/2025", "12/31/2025", "01/02/2026"] }],
  ])("%j", (texts, result) => {
    expect(ofColumn(texts)).toEqual(result);
  });
});

test("a date that the order doesn't fit costs only itself", () => {
  const leftOut = (text: string, dates: DateRule) => {
    const result = readImportRow({ id: "1", name: "Ann", nextFollowUpDate: text }, "UTC", dates);
    return result.ok && (result.leftOut[0] ?? result.contact.nextFollowUpDate);
  };
  expect(leftOut("01/02/2026", "day-first")).toBe("2026-02-01");
  expect(leftOut("01/02/2026", "month-first")).toBe("2026-01-02");
  expect(leftOut("01/02/2026", "either")).toContain("is unclear: say what comes first, the day, the month or the year");
  expect(leftOut("26-01-05", "year-first")).toBe("2026-01-05");
  expect(leftOut("01/02/2026", "year-first")).toContain("is not a date with the year first");
  expect(leftOut("31/12/2025", "month-first")).toContain("is not a date with the month first");
  expect(leftOut("31/12/2025", "exact")).toContain("is not a date (YYYY-MM-DD)");
  expect(leftOut("2026-1-2", "exact")).toContain("is not a date (YYYY-MM-DD)");
});
