import { readCell } from "../export/csv-cell.ts";
import { readCsvRecords, type CsvRecord } from "./csv-records.ts";
import { columnNames, delimiterOf, linesAboveHeader } from "./csv-rows.ts";
import { readText } from "./read-text.ts";

/** The header of a CSV file and its first rows, or why it is no such file. */
export type TableHead =
  { outcome: "table"; columns: string[]; rows: string[][] } | { outcome: "notATable"; reason: string };

/** Text that is enough for the header and some rows. */
const HEAD_LENGTH = 1_000_000;

/** Reads the header and at most `most` rows of a CSV file. */
export async function readTableHead(source: AsyncIterable<Uint8Array>, most: number): Promise<TableHead> {
  let text = "";
  for await (const chunk of readText(source, () => undefined)) {
    text += chunk;
    if (text.length > HEAD_LENGTH) break;
  }
  const first = text.trimStart()[0];
  if (first === undefined) return { outcome: "notATable", reason: "The file is empty." };
  if (first === "{" || first === "[") return { outcome: "notATable", reason: "The file is JSON; choose a CSV file." };
  if (text.includes("\0")) return { outcome: "notATable", reason: "The file is not text; choose a CSV file." };
  const records: CsvRecord[] = [];
  for await (const some of readCsvRecords(only(text), { delimiter: delimiterOf(text), line: 1 })) records.push(...some);
  const [header, ...body] = records.slice(linesAboveHeader(text));
  if (!header) return { outcome: "notATable", reason: "The file has no header line." };
  if ("reason" in header)
    return { outcome: "notATable", reason: `The header on line ${header.line} ${header.reason}.` };
  const rows = body.slice(0, most).flatMap((record) => ("cells" in record ? [record.cells.map(readCell)] : []));
  return { outcome: "table", columns: columnNames(header.cells), rows };
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}
