import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { Conversion, Converted } from "./convert.ts";
import { readText } from "./read-text.ts";
import { tableText, type TableRow } from "./table-text.ts";
import { readVcards } from "./vcards.ts";
import { readWorkbook, UnreadableWorkbook } from "./workbook.ts";

/** Characters that are gathered before they are written. */
const PART_LENGTH = 1_000_000;

const { from, to, kind, encoding } = workerData as Conversion;

async function rowsOfFile(): Promise<{ rows: TableRow[]; otherSheets: string[] }> {
  if (kind === "workbook") return readWorkbook(new Uint8Array(await readFile(from)));
  const texts: string[] = [];
  for await (const text of readText(createReadStream(from), encoding)) texts.push(text);
  return { rows: readVcards(texts.join("")), otherSheets: [] };
}

async function convert(): Promise<Converted> {
  const file = await open(to, "w", 0o600);
  try {
    const { rows, otherSheets } = await rowsOfFile();
    let part = "";
    for (const text of tableText(rows)) {
      part += text;
      if (part.length < PART_LENGTH) continue;
      await file.write(part);
      part = "";
    }
    await file.write(part);
    return { outcome: "converted", otherSheets };
  } finally {
    await file.close();
  }
}

try {
  parentPort!.postMessage(await convert());
} catch (error) {
  if (!(error instanceof UnreadableWorkbook)) throw error;
  parentPort!.postMessage({ outcome: "refused", reason: error.message } satisfies Converted);
}
