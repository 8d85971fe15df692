import type { ImportRow } from "../../app/domain/import-row.ts";
import type { ColumnMap } from "./column-map.ts";
import { readCsvRows } from "./csv-rows.ts";
import { readNdjsonRows } from "./ndjson-rows.ts";
import type { ImportProblem } from "./problems.ts";

/** When a contact of an export was made and last changed. */
export interface Stamps {
  createdAt: Date;
  updatedAt: Date;
}

/** What one line of a file holds; a CSV file has it in cells. */
export type SourceRow = { line: number; cells?: readonly string[] | undefined } & (
  | { kind: "contact"; row: ImportRow; stamps?: Stamps | undefined }
  | { kind: "activity"; fields: unknown }
  | { kind: "unreadable"; reason: string }
);

/** Some rows of a file, in its order, or why it can't be imported at all; nothing follows a problem. */
export type RowsOrProblem = { rows: SourceRow[] } | { problem: ImportProblem };

/** Text in which the first line must have ended, so that a file without lines isn't gathered whole. */
const MAX_FIRST_LINE = 1_000_000;

/** Reads the rows of a CSV or NDJSON text, whichever its first character shows it to be. */
export async function* readRows(texts: AsyncIterable<string>, map: ColumnMap): AsyncGenerator<RowsOrProblem> {
  const iterator = texts[Symbol.asyncIterator]();
  try {
    let head = "";
    let ended = false;
    while (!ended && !head.trimStart().includes("\n") && head.length < MAX_FIRST_LINE) {
      const next = await iterator.next();
      if (next.done) ended = true;
      else head += next.value;
    }
    const first = head.trimStart()[0];
    const all = startingWith(head, ended ? null : iterator);
    if (first === undefined) yield { problem: { code: "emptyFile" } };
    else if (first === "[") yield { problem: { code: "jsonArray" } };
    else if (first === "{") yield* readNdjsonRows(all, map);
    else yield* readCsvRows(all, head, map);
  } finally {
    await iterator.return?.();
  }
}

async function* startingWith(head: string, rest: AsyncIterator<string> | null): AsyncGenerator<string> {
  yield head;
  for (let next = await rest?.next(); next && !next.done; next = await rest?.next()) yield next.value;
}
