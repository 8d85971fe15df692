import { knownHeaders } from "../../app/domain/column-guess.ts";
import type { CsvRecord } from "./csv-records.ts";

/** Records among which the header is looked for. */
export const MOST_ABOVE = 30;

/** Where a table begins among a file's first records: its header, or its first row where it has none. */
export interface TablePlace {
  /** Records above it, such as a report's title. */
  above: number;
  /** Null where the table has no header and is taken to begin with a row. */
  header: CsvRecord | null;
  /** The names of the columns of a table without a header. */
  columns: string[];
}

/** Finds the header: the first line with two names that are known and only narrower ones above, else the first that is as wide as a table's line. */
export function findTable(records: readonly CsvRecord[]): TablePlace | null {
  const first = records.slice(0, MOST_ABOVE);
  if (first.length === 0) return null;
  const widths = first.map(filled);
  const widest = Math.max(...widths);
  // What stands above a table is narrower; a line below one as wide is a row, whatever its cells say.
  const isBelowAll = (at: number) => widths.slice(0, at).every((width) => width < widths[at]!);
  const known = first.findIndex((record, at) => "cells" in record && isBelowAll(at) && knownHeaders(record.cells) >= 2);
  const wide = widths.findIndex((width) => width >= Math.max(Math.min(2, widest), widest / 2));
  const above = "reason" in first[0]! ? 0 : Math.max(known === -1 ? Math.min(wide, named(first)) : known, 0);
  const record = first[above]!;
  if ("reason" in record || !isRow(record.cells)) return { above, header: record, columns: [] };
  return { above, header: null, columns: record.cells.map((_, place) => `Column ${place + 1}`) };
}

/** Where a line has as many cells as any other one, and all that it names are known, though few of them; far below where none has. */
function named(records: readonly CsvRecord[]): number {
  const count = (record: CsvRecord) => ("cells" in record ? record.cells.length : 0);
  const most = Math.max(...records.map(count));
  const at = records.findIndex((record) => {
    if (!("cells" in record) || most < 2 || count(record) < most) return false;
    return knownHeaders(record.cells) === filled(record);
  });
  return at === -1 ? Infinity : at;
}

function filled(record: CsvRecord): number {
  return "cells" in record ? record.cells.filter((cell) => cell.trim() !== "").length : 0;
}

/** True for a line that is a contact and no header: none of its cells is a known name, and one is an email or a phone number. */
function isRow(cells: readonly string[]): boolean {
  return (
    knownHeaders(cells) === 0 &&
    cells.some((cell) => /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/.test(cell) || /^\s*\+?[\d\s()./-]{7,20}\s*$/.test(cell))
  );
}

const LEAST_COLUMNS = 3;
/** Records below a table that are told from its rows. */
export const MOST_BELOW = 30;
const CLOSING = /^\s*(?:(?:grand )?totals?\b|copyright\b|confidential\b|generated (?:by|on)\b|report generated\b)/i;

/**
 * Tells the lines below a table from its rows: those with one cell alone that come after an empty line, or that say what
 * such lines say, up to the end. The function returned takes the next record, and gives those that are rows for certain.
 */
export function rowsAboveFooter(columns: number): { take(record: CsvRecord): CsvRecord[]; footer(): CsvRecord[] } {
  let held: CsvRecord[] = [];
  let nextLine = Infinity;
  return {
    take(record) {
      const isAfterGap = record.line > nextLine;
      nextLine = record.line + linesOf(record);
      const isAlone = columns >= LEAST_COLUMNS && "cells" in record && record.cells[0]?.trim() && filled(record) === 1;
      const isFooter = isAlone && (held.length > 0 || isAfterGap || CLOSING.test(record.cells[0]!));
      if (isFooter && held.length < MOST_BELOW) {
        held.push(record);
        return [];
      }
      const rows = [...held, record];
      held = [];
      return rows;
    },
    footer: () => held,
  };
}

function linesOf(record: CsvRecord): number {
  return "cells" in record ? record.cells.reduce((lines, cell) => lines + cell.split("\n").length - 1, 1) : 1;
}
