import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { Conversion } from "./convert.ts";
import { readText } from "./read-text.ts";
import { tableText, type TableRow } from "./table-text.ts";
import { readVcards } from "./vcards.ts";
import { readWorkbook, UnreadableWorkbook } from "./workbook.ts";

/** Characters that are gathered before they are written. */
const PART_LENGTH = 1_000_000;

const { from, to, kind, encoding } = workerData as Conversion;

async function rowsOfFile(): Promise<AsyncIterable<TableRow> | Iterable<TableRow>> {
  if (kind === "workbook") return readWorkbook(new Uint8Array(await readFile(from)));
  const texts: string[] = [];
  for await (const text of readText(createReadStream(from), encoding)) texts.push(text);
  return readVcards(texts.join(""));
}

async function convert(): Promise<void> {
  const file = await open(to, "w", 0o600);
  try {
    const rows: TableRow[] = [];
    for await (const row of await rowsOfFile()) rows.push(row);
    let part = "";
    for (const text of tableText(rows)) {
      part += text;
      if (part.length < PART_LENGTH) continue;
      await file.write(part);
      part = "";
    }
    await file.write(part);
  } finally {
    await file.close();
  }
}

try {
  await convert();
  parentPort!.postMessage(null);
} catch (error) {
  if (!(error instanceof UnreadableWorkbook)) throw error;
  parentPort!.postMessage(error.message);
}
