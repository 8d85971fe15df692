import { readCell, writeCell } from "../export/csv-cell.ts";
import type { RejectedRow } from "./import-contacts.ts";

/** The header of a file of rejected rows: the columns of the file they come from, the line and the problem. */
export function rejectedHeader(columns: readonly string[]): string {
  return csvLine([...columns, "Line", "Problem"]);
}

/** One rejected row as a line of that file; without cells where the row couldn't be read at all. */
export function rejectedLine(
  columns: readonly string[],
  { line, reasons }: RejectedRow,
  cells: readonly string[] = [],
): string {
  const read = columns.map((_, place) => readCell(cells[place] ?? ""));
  // Cells without a column keep the row from being taken, cut short, the next time.
  const surplus = cells.slice(columns.length).map(readCell);
  return csvLine([...read, String(line), reasons.join("; "), ...surplus]);
}

function csvLine(values: readonly string[]): string {
  return `${values.map(writeCell).join(",")}\r\n`;
}
