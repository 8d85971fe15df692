/** A row of a table by the line on which its file has it. */
export interface TableRow {
  line: number;
  cells: readonly string[];
}

/** The rows as CSV, each cell in quotes and each row on its own line of the same number, a part at a time. */
export function* tableText(rows: Iterable<TableRow>): Generator<string> {
  let next = 1;
  for (const { line, cells } of rows) {
    const gap = "\n".repeat(Math.max(0, line - next));
    next = Math.max(line, next) + 1;
    yield `${gap}${cells.map(quotedCell).join(",")}\n`;
  }
}

function quotedCell(text: string): string {
  // A line break within would shift all that follow.
  return text === "" ? "" : `"${text.replace(/[\r\n]+/g, " ").replaceAll('"', '""')}"`;
}
