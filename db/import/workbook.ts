import { strFromU8, unzipSync } from "fflate";
import { Temporal } from "temporal-polyfill";
import { readSheet } from "read-excel-file/universal";
import type { TableRow } from "./table-text.ts";

/** Bytes that a workbook has at most, unpacked. */
const MOST_UNPACKED = 300_000_000;
const MIDNIGHT = "T00:00:00";

/** What the reader makes of a cell; its types call a day by the name of its class. */
type WorkbookCell = string | number | boolean | Date | null;

/** Why a workbook can't be read, in words that go on from `The file`. */
export class UnreadableWorkbook extends Error {}

/** The rows of a workbook's first sheet that isn't hidden, those without content left out, and the names of its other sheets. */
export async function readWorkbook(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ rows: TableRow[]; otherSheets: string[] }> {
  checkSize(bytes);
  const { sheets, isMisdated } = aboutWorkbook(bytes);
  const first = Math.max(
    sheets.findIndex(({ isHidden }) => !isHidden),
    0,
  );
  const read = await readSheet(bytes.buffer, first + 1, { parseNumber: numberText }).catch((error: unknown) => {
    throw new UnreadableWorkbook(`can't be read as an Excel workbook (${(error as Error).message})`);
  });
  const later = isMisdated ? DAYS_UNTIL_1904 : 0;
  const rows = (read as WorkbookCell[][]).flatMap((row, place) =>
    row.some((cell) => cell !== null) ? [{ line: place + 1, cells: row.map((cell) => cellText(cell, later)) }] : [],
  );
  const others = sheets.filter((_, place) => place !== first);
  return { rows, otherSheets: others.map(({ name, isHidden }) => (isHidden ? `${name} (hidden)` : name)) };
}

/** Days between the first ones of the two ways in which Excel counts. */
const DAYS_UNTIL_1904 = 1_462;
const SIGNS: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** The sheets, in their order; `isMisdated` where days are counted from 1904 and it is said in a way that the reader doesn't know. */
function aboutWorkbook(bytes: Uint8Array): { sheets: { name: string; isHidden: boolean }[]; isMisdated: boolean } {
  const files = unzipSync(bytes, { filter: ({ name }) => /^xl\/workbook\.xml$/.test(name) });
  const xml = strFromU8(files["xl/workbook.xml"] ?? new Uint8Array());
  const sheets = [...xml.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].map(([, attributes = ""]) => ({
    name: (/\bname="([^"]*)"/.exec(attributes)?.[1] ?? "").replace(
      /&(\w+);/g,
      (sign, name: string) => SIGNS[name] ?? sign,
    ),
    isHidden: /\bstate="(?:very)?hidden"/i.test(attributes),
  }));
  return { sheets, isMisdated: /<(?:\w+:)?workbookPr\s[^>]*\bdate1904="(?:true|on)"/.test(xml) };
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

function cellText(cell: WorkbookCell, later: number): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  if (!(cell instanceof Date)) return String(cell);
  // A day and time as the sheet shows it, of no zone; a whole day where it is midnight.
  const at = Temporal.Instant.fromEpochMilliseconds(Math.round(cell.getTime() / 1_000) * 1_000);
  const text = at.toZonedDateTimeISO("UTC").add({ days: later }).toPlainDateTime().toString({ smallestUnit: "second" });
  return text.endsWith(MIDNIGHT) ? text.slice(0, 10) : text.replace("T", " ");
}
