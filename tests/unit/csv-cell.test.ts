import { expect, test } from "vitest";
import { readCell, writeCell } from "../../db/export/csv-cell.ts";

test.each([
  "=1+1",
  "+cmd|' /C calc'!A0",
  "-2+3+cmd|x",
  "@SUM(1)",
  "＝1+1",
  "＋x",
  "－x",
  "＠x",
  "\t=1",
  "\r=1",
  "\n=1",
  "'=1",
])("%j is guarded, and read back as it was", (value) => {
  const cell = writeCell(value);
  expect(cell.replace(/^"/, "")).toMatch(/^'/);
  const plain = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  expect(readCell(plain)).toBe(value);
});

test.each([
  "+1 202 555 0101",
  "+44 (0)20 7946-0018",
  "+1 202 555 0101 x12",
  "-5",
  "-1.5e-3",
  "+7",
  "2026-01-01",
  "(202) 555",
])("%s is written as it is", (value) => expect(writeCell(value)).toBe(value));

test("an apostrophe before a number is kept", () => {
  expect(readCell(writeCell("'+1 202"))).toBe("'+1 202");
});
