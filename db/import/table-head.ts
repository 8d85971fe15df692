import type { Encoding } from "../../app/domain/encodings.ts";
import { readCell } from "../export/csv-cell.ts";
import { columnNames, delimiterOf, linesAboveHeader, nameOfUnnamed, readHeader } from "./csv-header.ts";
import { readCsvRecords, type CsvRecord } from "./csv-records.ts";
import { findTable, MOST_ABOVE } from "./table-place.ts";
import { readText } from "./read-text.ts";
import { readHead } from "./text-head.ts";

/** The header of a CSV file and its first rows, or why it is no such file. */
export type TableHead =
  | { outcome: "table"; columns: string[]; rows: string[][]; hasHeader: boolean }
  | { outcome: "notATable"; reason: string };

/** Text that is enough for the header and some rows. */
const HEAD_LENGTH = 1_000_000;

/** Reads the header and at most `most` rows of a CSV file. */
export async function readTableHead(
  source: AsyncIterable<Uint8Array>,
  most: number,
  encoding?: Encoding,
): Promise<TableHead> {
  const { head, texts } = await readHead(readText(source, encoding));
  try {
    const first = head.trimStart()[0];
    if (first === undefined) return notATable("The file is empty.");
    if (first === "{" || first === "[")
      return notATable("The file is JSON; choose a CSV, Excel (.xlsx) or vCard file.");
    if (head.includes("\0")) return notATable("The file is not text; choose a CSV, Excel (.xlsx) or vCard file.");
    const above = linesAboveHeader(head);
    const records = (await firstRecords(texts, delimiterOf(head), above + MOST_ABOVE + most)).slice(above);
    const place = findTable(records);
    if (!place) return notATable("The file has no header line.");
    const header = place.header ? readHeader(place.header) : { cells: place.columns };
    if ("reason" in header) return notATable(`The header on line ${place.header?.line} ${header.reason}.`);
    const body = records.slice(place.above + (place.header ? 1 : 0)).slice(0, most);
    const rows = body.flatMap((row) => ("cells" in row ? [row.cells.map(readCell)] : []));
    const isFilled = (column: number) => rows.some((row) => row[column]?.trim());
    const columns = columnNames(header.cells).map((name, at) => name || (isFilled(at) ? nameOfUnnamed(at) : ""));
    return { outcome: "table", columns, rows, hasHeader: place.header !== null };
  } finally {
    await texts.return(undefined);
  }
}

async function firstRecords(texts: AsyncIterable<string>, delimiter: string, most: number): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const some of readCsvRecords(beginningOf(texts), { delimiter, line: 1 })) {
    for (const record of some.slice(0, most - records.length)) records.push(record);
    if (records.length === most) break;
  }
  return records;
}

async function* beginningOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let length = 0;
  for await (const text of texts) {
    yield text;
    length += text.length;
    if (length > HEAD_LENGTH) return;
  }
}

function notATable(reason: string): TableHead {
  return { outcome: "notATable", reason };
}
