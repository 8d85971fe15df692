import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Encoding } from "../../app/domain/encodings.ts";
import { convertToCsv, type Conversion } from "./convert.ts";
import { guessEncoding } from "./guess-encoding.ts";

/** A file that is CSV or NDJSON. */
export interface TableFile {
  path: string;
  /** How it is written. */
  encoding: Encoding;
  /** How the file was read that it is made of; null where nobody can choose that. */
  readAs: Encoding | null;
  /** The sheets of a workbook that aren't in the table. */
  otherSheets: readonly string[];
}

/** Why no table can be made of a file, in words that go on from `The file`. */
export interface NoTable {
  outcome: "refused";
  reason: string;
}

const HEAD_LENGTH = 4_096;
const ZIP = Buffer.from("PK\x03\x04", "latin1");
const OLD_OFFICE = Buffer.from("d0cf11e0a1b11ae1", "hex");

/**
 * Makes CSV of the first sheet of a workbook, or of vCards, in `directory`; other files are taken for text as they are.
 * Without an encoding it is guessed.
 */
export async function asTableFile(
  path: string,
  directory: string,
  { encoding, signal }: { encoding?: Encoding | undefined; signal?: AbortSignal | undefined } = {},
): Promise<({ outcome: "text" } & TableFile) | NoTable> {
  const head = await headOf(path);
  if (head.subarray(0, OLD_OFFICE.length).equals(OLD_OFFICE)) {
    return { outcome: "refused", reason: "is an old Excel file or has a password; save it as .xlsx without one" };
  }
  const kind = kindOf(head);
  const readAs = kind === "workbook" ? null : (encoding ?? (await guessEncoding(createReadStream(path))));
  if (!kind) return { outcome: "text", path, encoding: readAs ?? "utf-8", readAs, otherSheets: [] };
  const to = join(directory, `table-${readAs ?? kind}.csv`);
  const made = await convertToCsv({ from: path, to, kind, encoding: readAs ?? "utf-8" }, signal);
  if (made.outcome === "refused") return made;
  return { outcome: "text", path: to, encoding: "utf-8", readAs, otherSheets: made.otherSheets };
}

function kindOf(head: Buffer): Conversion["kind"] | null {
  if (head.subarray(0, ZIP.length).equals(ZIP)) return "workbook";
  // In UTF-16 there is a zero beside each letter.
  const text = head.toString("latin1").replaceAll("\0", "");
  return /^(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)?\s*BEGIN\s*:\s*VCARD/i.test(text) ? "vcard" : null;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_LENGTH), 0, HEAD_LENGTH, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
