import type { ImportRow } from "../../app/domain/import-row.ts";
import type { ColumnMap } from "./column-map.ts";
import { readCsvRows } from "./csv-rows.ts";
import type { NotTaken } from "./not-taken.ts";
import { readNdjsonRows } from "./ndjson-rows.ts";
import type { ImportProblem } from "./problems.ts";
import { readHead } from "./text-head.ts";

/** When a contact of an export was made and last changed. */
export interface Stamps {
  createdAt: Date;
  updatedAt: Date;
}

/** What one line of a file holds; a CSV file has it in cells. */
export type SourceRow = { line: number; cells?: readonly string[] | undefined } & (
  | {
      kind: "contact";
      row: ImportRow;
      /** True where the name is made of several cells, and some of them are empty. */
      hasNameGap?: boolean | undefined;
      /** What the line has that the row doesn't, beside the columns that no field is read from. */
      notTaken?: readonly NotTaken[] | undefined;
      stamps?: Stamps | undefined;
      /** True in an export of this program, where an empty cell says that there is nothing. */
      isOfExport: boolean;
    }
  | { kind: "activity"; fields: unknown }
  /** A line above or below the table, such as a report's title. */
  | { kind: "aside"; text: string }
  | { kind: "unreadable"; reason: string }
);

/** Some rows of a file, in its order, or why it can't be imported at all; nothing follows a problem. */
export type RowsOrProblem = { rows: SourceRow[] } | { problem: ImportProblem };

/** Reads the rows of a CSV or NDJSON text, whichever its first character shows it to be. */
export async function* readRows(source: AsyncIterable<string>, map: ColumnMap): AsyncGenerator<RowsOrProblem> {
  const { head, texts } = await readHead(source);
  try {
    const first = head.trimStart()[0];
    if (first === undefined) yield { problem: { code: "emptyFile" } };
    else if (first === "[") yield { problem: { code: "jsonArray" } };
    else if (first === "{") yield* readNdjsonRows(texts, map);
    else yield* readCsvRows(texts, head, map);
  } finally {
    await texts.return(undefined);
  }
}
