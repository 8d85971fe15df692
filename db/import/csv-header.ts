import { readCell } from "../export/csv-cell.ts";
import { knownHeaders } from "../../app/domain/column-guess.ts";
import { MOST_ABOVE } from "./table-place.ts";
import { TOO_MANY_CELLS, type CsvRecord } from "./csv-records.ts";

/** Columns that a file has at most. */
export const MOST_COLUMNS = 500;
/** Bytes that the names of all columns have at most, in UTF-8. */
export const LONGEST_HEADER = 65_536;

// eslint-disable-next-line no-control-regex -- what a wrong encoding makes of letters, beside other letters
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/;
const MISREAD = "has control characters: the file is written in another encoding";

const DELIMITERS = [",", ";", "\t", "|"];
const SEPARATOR_LINE = /^\s*sep=([,;\t|])[ \t]*(?:\n|$)/i;

/** Lines that stand above the header: Excel reads and writes a first one such as `sep=;`, which is no part of the table. */
export function linesAboveHeader(head: string): number {
  return SEPARATOR_LINE.test(head) ? 1 : 0;
}

/** The delimiter that the header, the first line with any, has most of outside of quotes; a comma where it has none. */
export function delimiterOf(head: string): string {
  const named = SEPARATOR_LINE.exec(head)?.[1];
  if (named) return named;
  const lines = head
    .trimStart()
    .replace(/"[^"]*"/g, "")
    .split("\n", MOST_ABOVE);
  const knownOf = (line: string) => DELIMITERS.find((delimiter) => knownHeaders(line.split(delimiter)) >= 2);
  const known = head
    .trimStart()
    .split("\n", MOST_ABOVE)
    .map(knownOf)
    .find((delimiter) => delimiter !== undefined);
  if (known) return known;
  const header = lines.find((line) => DELIMITERS.some((delimiter) => line.includes(delimiter))) ?? "";
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** The cells of a header, or why it can't be one, such as `has more than 500 columns`. */
export function readHeader(record: CsvRecord): { cells: string[] } | { reason: string } {
  const tooMany = { reason: `has more than ${MOST_COLUMNS} columns` };
  if ("reason" in record) return record.reason === TOO_MANY_CELLS ? tooMany : record;
  if (record.cells.length > MOST_COLUMNS) return tooMany;
  if (record.cells.some((cell) => CONTROL.test(cell))) return { reason: MISREAD };
  if (Buffer.byteLength(record.cells.join(",")) <= LONGEST_HEADER) return record;
  return { reason: `is longer than ${LONGEST_HEADER / 1024} KB` };
}

/** What the column at a place is called where the header doesn't name it. */
export function nameOfUnnamed(place: number): string {
  return `Column ${place + 1}`;
}

/** The columns that a header names; those of one name are told apart by a number, as in `Email (2)`. */
export function columnNames(cells: readonly string[]): string[] {
  const names = cells.map((cell) => readCell(cell.trim()));
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const numbers = new Map<string, number>();
  return names.map((name) => {
    if (name === "" || counts.get(name) === 1) return name;
    const number = (numbers.get(name) ?? 0) + 1;
    numbers.set(name, number);
    return `${name} (${number})`;
  });
}
