import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { asTableFile, readTableHead } from "../database.server.ts";
import { MOST_ROWS_SAMPLED } from "../domain/column-guess.ts";
import type { Encoding } from "../domain/encodings.ts";

/** An uploaded file as it is read in one encoding: as a table, with its header and first rows. */
export interface Reading {
  /** How the table is written. */
  encoding: Encoding;
  /** How the file itself is read; null where nobody can choose that. */
  readAs: Encoding | null;
  /** In bytes. */
  size: number;
  columns: string[];
  /** The first rows, in cells: those that are shown, and more to guess the columns by. */
  rows: string[][];
  /** False where the file has no header, and its columns are called by their number. */
  hasHeader: boolean;
  /** The sheets of a workbook that aren't read. */
  otherSheets: readonly string[];
}

/** What was sent as it can be read, and where the table is; or why it can't be. */
export type SentFile = { outcome: "read"; reading: Reading; path: string } | { outcome: "unreadable"; problem: string };

/** Reads what was sent into a folder, in an encoding or in the one that it seems to have; or tells why it can't be read. */
export async function readSent(
  directory: string,
  { encoding, signal }: { encoding?: Encoding | undefined; signal: AbortSignal },
): Promise<SentFile> {
  const table = await asTableFile(sentPath(directory), directory, { encoding, signal });
  if (table.outcome === "refused") return { outcome: "unreadable", problem: `The file ${table.reason}.` };
  const { path, readAs, otherSheets } = table;
  const head = await readTableHead(createReadStream(path), MOST_ROWS_SAMPLED, table.encoding);
  if (head.outcome === "notATable") return { outcome: "unreadable", problem: head.reason };
  const { columns, rows, hasHeader } = head;
  const { size } = await stat(path);
  const reading = { encoding: table.encoding, readAs, size, columns, rows, hasHeader, otherSheets };
  return { outcome: "read", reading, path };
}

/** Where a folder has the file that was sent. */
export function sentPath(directory: string): string {
  return join(directory, "sent");
}
