import { unzipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import type { TableRow } from "./table-text.ts";

/** Bytes that a workbook has at most, unpacked. */
const MOST_UNPACKED = 300_000_000;
const MIDNIGHT = "T00:00:00";

/** What the reader makes of a cell; its types call a day by the name of its class. */
type WorkbookCell = string | number | boolean | Date | null;

/** Why a workbook can't be read, in words that go on from `The file`. */
export class UnreadableWorkbook extends Error {}

/** The rows of a workbook's first sheet, those without content left out. */
export async function* readWorkbook(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<TableRow> {
  checkSize(bytes);
  const rows = await readSheet(bytes.buffer, 1, { parseNumber: numberText }).catch((error: unknown) => {
    throw new UnreadableWorkbook(`can't be read as an Excel workbook (${(error as Error).message})`);
  });
  for (const [place, row] of rows.entries()) {
    if (row.some((cell) => cell !== null)) yield { line: place + 1, cells: (row as WorkbookCell[]).map(cellText) };
  }
}

/** Refuses what unpacks to more than can be held; what it says of its size is what it is given room for. */
function checkSize(bytes: Uint8Array): void {
  let size = 0;
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter({ name, originalSize }) {
        size += originalSize;
        names.push(name);
        return false;
      },
    });
  } catch {
    throw new UnreadableWorkbook("is damaged, or is no Excel workbook");
  }
  if (!names.some((name) => /workbook\.xml$/.test(name))) {
    throw new UnreadableWorkbook("is packed, but is no Excel workbook (.xlsx)");
  }
  if (size > MOST_UNPACKED) {
    throw new UnreadableWorkbook(`has more than ${MOST_UNPACKED / 1_000_000} MB when it is unpacked`);
  }
}

/** Digits as they were typed: a long phone number without an exponent, 0.1 without the rounding of its bits. */
function numberText(written: string): number {
  const number = Number(written);
  const isExact = /^-?\d+$/.test(written) && !Number.isSafeInteger(number);
  const text = isExact
    ? written
    : Number.isInteger(number) && Math.abs(number) < 1e21
      ? number.toFixed(0)
      : String(number);
  // The reader passes on whatever it is given, but its types know numbers alone.
  return text as unknown as number;
}

function cellText(cell: WorkbookCell): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  if (!(cell instanceof Date)) return String(cell);
  // A day and time as the sheet shows it, of no zone; a whole day where it is midnight.
  const text = new Date(Math.round(cell.getTime() / 1_000) * 1_000).toISOString().slice(0, 19);
  return text.endsWith(MIDNIGHT) ? text.slice(0, 10) : text.replace("T", " ");
}
