import { open } from "node:fs/promises";
import { join } from "node:path";
import { convertToCsv, type Conversion } from "./convert.ts";

/** A file that is CSV or NDJSON, or why it can't be made that, in words that go on from `The file`. */
export type TableFile = { outcome: "text"; path: string } | { outcome: "refused"; reason: string };

const HEAD_LENGTH = 4_096;
const ZIP = Buffer.from("PK\x03\x04", "latin1");
const OLD_OFFICE = Buffer.from("d0cf11e0a1b11ae1", "hex");

/** Makes CSV of the first sheet of a workbook, or of vCards, in `directory`; other files are taken for text as they are. */
export async function asTableFile(path: string, directory: string, signal?: AbortSignal): Promise<TableFile> {
  const head = await headOf(path);
  if (head.subarray(0, OLD_OFFICE.length).equals(OLD_OFFICE)) {
    return { outcome: "refused", reason: "is an old Excel file or has a password; save it as .xlsx without one" };
  }
  const kind = kindOf(head);
  if (!kind) return { outcome: "text", path };
  const to = join(directory, "table.csv");
  const reason = await convertToCsv({ from: path, to, kind }, signal);
  return reason === null ? { outcome: "text", path: to } : { outcome: "refused", reason };
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
