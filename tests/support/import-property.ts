import fc from "fast-check";
import iconv from "iconv-lite";
import { expect } from "vitest";
import type { ContactDocument } from "../../db/collections.ts";
import { exportOrganization } from "../../db/export/export-organization.ts";
import { fatesOf, type FileCell, type StoredContact } from "./cell-fates.ts";
import type { FileImports } from "./file-import.ts";

/** A file to import: its table, and how that is written. */
export interface MadeFile {
  columns: string[];
  rows: string[][];
  /** The dates of the file by what they are written as. */
  dates: Record<string, string>;
  /** For each column the group that is emptied together, as the columns of one field are. */
  groups: string[];
  above: string[];
  below: string[];
  delimiter: string;
  lineEnd: string;
  quotesAll: boolean;
  encoding: string;
  /** By which an empty cell is chosen. */
  emptied: number;
}

/** A file as most are. */
export const PLAIN_FILE: Omit<MadeFile, "columns" | "rows" | "groups"> = {
  ...{ dates: {}, above: [], below: [], delimiter: ",", lineEnd: "\n", quotesAll: false, encoding: "utf8", emptied: 0 },
};

const pick = (...texts: string[]) => fc.constantFrom(...texts);
const orEmpty = (value: fc.Arbitrary<string>, weight = 3) =>
  fc.oneof({ weight, arbitrary: value }, { weight: 1, arbitrary: fc.constant("") });

const first = pick("Ann", "Zoë", "Jörg", "Mary Ann", "O’Neil", "María José", "=Bo", "Łukasz", "Dr. Cy");
const last = pick("Lee", "Krüger", "van der Berg", "Smith-Jones", 'Ben "Bo" Foo', "Söhne, Jr.", "D'Arc", "Ng");
const domain = pick("acme.example", "home.example", "post.example");
const email = fc.tuple(fc.integer({ min: 1, max: 999 }), domain).map(([number, host]) => `p${number}@${host}`);
const writtenEmail = fc.oneof(
  { weight: 6, arbitrary: email },
  { weight: 1, arbitrary: email.map((one) => `mailto:${one}`) },
  { weight: 1, arbitrary: fc.tuple(first, email).map(([name, one]) => `${name} <${one}>`) },
  { weight: 1, arbitrary: fc.tuple(email, email).map((both) => both.join("; ")) },
  { weight: 1, arbitrary: pick("n/a", "nobody", "x@") },
);
const phone = fc
  .tuple(pick("+49 30 ", "030 / ", "(555) 010-", "0049 "), fc.integer({ min: 1000, max: 99_999 }))
  .map(([code, number]) => `${code}${number}`);
const company = pick(
  "Acme, Inc.",
  "Söhne; Töchter",
  "Foo\tBar",
  "Two\nLines",
  "Größe & Co | KG",
  "-",
  "'quoted'",
  "ТОО",
);
const anything = fc.oneof(
  fc.string({ maxLength: 12 }).filter((text) => !/[\p{Cc}\uFFFD]/u.test(text)),
  pick("see\nme", "7", "x,y;z", "TRUE", "1.5"),
);
const owner = pick("Ann Berg", "ann@hub.example", "Berg, Ann", "Nobody Known");
const quality = pick("Hot", "warm", "COLD", "Nurture", "Hot", "boiling");
const status = pick("active", "Inactive", "ARCHIVED", "gone");

const MONTHS = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec".split(",");
/** Ways to write a date that the day of a month after the twelfth makes plain. */
const DATE_FORMS: ((year: number, month: number, day: number) => string)[] = [
  (y, m, d) => `${y}-${two(m)}-${two(d)}`,
  (y, m, d) => `${y}-${m}-${d}`,
  (y, m, d) => `${y}/${two(m)}/${two(d)}`,
  (y, m, d) => `${y}${two(m)}${two(d)}`,
  (y, m, d) => `${d}.${m}.${y}`,
  (y, m, d) => `${two(m)}/${two(d)}/${y}`,
  (y, m, d) => `${two(d)}-${MONTHS[m - 1]}-${y}`,
  (y, m, d) => `${MONTHS[m - 1]} ${d}, ${y}`,
  (y, m, d) => `${two(d)}/${two(m)}/${y} 10:15`,
  (y, m, d) => `${y}-${two(m)}-${two(d)}T10:15:00Z`,
  (y, m, d) => String((Date.UTC(y, m - 1, d) - Date.UTC(1899, 11, 30)) / MILLISECONDS_OF_DAY),
];
const MILLISECONDS_OF_DAY = 86_400_000;
const two = (number: number) => String(number).padStart(2, "0");

interface Kind {
  group: string;
  headers: readonly string[];
  value: fc.Arbitrary<string> | "date";
}

const KINDS: readonly Kind[] = [
  { group: "id", headers: ["ID", "Record ID", "Kundennummer"], value: "date" },
  { group: "first", headers: ["First Name", "Vorname", "Prénom"], value: orEmpty(first, 5) },
  { group: "last", headers: ["Last Name", "Nachname", "Family Name"], value: orEmpty(last, 5) },
  { group: "email", headers: ["Email", "E-Mail-Adresse"], value: orEmpty(writtenEmail) },
  { group: "email", headers: ["Email 2", "Secondary Email"], value: orEmpty(writtenEmail, 1) },
  { group: "phone", headers: ["Phone", "Telefon", "Teléfono"], value: orEmpty(phone) },
  { group: "phone", headers: ["Mobile Phone", "Handy"], value: orEmpty(phone, 1) },
  { group: "company", headers: ["Company", "Firma", "Empresa"], value: orEmpty(company) },
  { group: "owner", headers: ["Contact Owner", "Assigned To"], value: orEmpty(owner) },
  { group: "quality", headers: ["Lead Quality", "Rating"], value: orEmpty(quality) },
  { group: "status", headers: ["Status"], value: orEmpty(status) },
  { group: "date", headers: ["Next follow-up", "Wiedervorlage", "Next Activity Date"], value: "date" },
  { group: "tags", headers: ["Tags"], value: orEmpty(anything) },
  { group: "notes", headers: ["Notes", "Anmerkung"], value: orEmpty(anything) },
  { group: "unnamed", headers: [""], value: orEmpty(anything, 1) },
];

/** Files of random columns, orders, values, gaps, dates, separators, quotes, line ends, encodings and lines around them. */
export const madeFiles: fc.Arbitrary<MadeFile> = fc
  .tuple(
    fc.shuffledSubarray(KINDS.slice(4), { maxLength: 8 }),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(...DATE_FORMS),
    fc.boolean(),
  )
  .chain(([more, count, form, hasId]) =>
    fc.shuffledSubarray([...KINDS.slice(hasId ? 0 : 1, 4), ...more], { minLength: 3 + more.length }).chain((kinds) =>
      fc
        .record({
          headers: fc.tuple(...kinds.map(({ headers }) => pick(...headers))),
          values: fc.array(fc.tuple(...kinds.map((kind) => valueOf(kind))), { minLength: count, maxLength: count }),
          above: fc.array(pick("Contacts", "Report of May, 2026", "Notes:"), { maxLength: 2 }),
          below: fc.array(pick("Copyright 2026 Acme", "Confidential; do not share", "Total 3"), { maxLength: 2 }),
          delimiter: pick(",", ";", "\t", "|"),
          lineEnd: pick("\n", "\r\n", "\r"),
          quotesAll: fc.boolean(),
          encoding: pick(
            "utf8",
            "utf8 with a mark",
            "utf16le",
            "utf16le with a mark",
            "utf16be with a mark",
            "windows1252",
          ),
          emptied: fc.nat(),
        })
        .map(({ headers, values, ...file }): MadeFile => {
          const dates: Record<string, string> = {};
          const rows = values.map((cells, row) =>
            cells.map((cell, place) => {
              if (kinds[place]!.group === "id") return `r-${row}`;
              if (typeof cell === "string") return cell;
              const text = cell === null ? "" : form(...cell);
              if (cell) dates[text] = `${cell[0]}-${two(cell[1])}-${two(cell[2])}`;
              return text;
            }),
          );
          return { ...file, columns: headers, rows, dates, groups: kinds.map(({ group }) => group) };
        }),
    ),
  )
  .filter(({ columns, rows, encoding }) => {
    const isNamed = new Set(columns).size === columns.length;
    const text = [columns, ...rows].flat().join("");
    return isNamed && (encoding !== "windows1252" || iconv.decode(iconv.encode(text, encoding), encoding) === text);
  });

function valueOf({ value }: Kind): fc.Arbitrary<string | [number, number, number] | null> {
  if (value !== "date") return value;
  const day = fc.tuple(
    fc.integer({ min: 2001, max: 2060 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 13, max: 28 }),
  );
  return fc.oneof({ weight: 4, arbitrary: day }, { weight: 1, arbitrary: fc.constant(null) });
}

/** The bytes of a file; `rows` in place of its own. */
export function bytesOf(file: MadeFile, rows: readonly (readonly string[])[] = file.rows): Uint8Array {
  const { columns, above, below, delimiter, lineEnd, quotesAll, encoding } = file;
  const cellOf = (text: string) => {
    const isPlain = !quotesAll && !/["\r\n\t,;|]|^\s|\s$/.test(text);
    return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
  };
  const table = [columns, ...rows].map((cells) => cells.map(cellOf).join(delimiter));
  const lines = [...above.map(cellOf), ...(above.length ? [""] : []), ...table];
  if (below.length) lines.push("", ...below.map(cellOf));
  const [name = "", mark] = encoding.split(" with a mark");
  return iconv.encode(lines.join(lineEnd) + lineEnd, name, { addBOM: mark !== undefined });
}

/** The cells of a file by the lines on which their rows begin. */
function cellsOf({ columns, rows, above }: MadeFile): FileCell[] {
  let line = above.length + (above.length ? 1 : 0) + 2;
  return rows.flatMap((row) => {
    const at = line;
    line += row.reduce((lines, text) => lines + text.split("\n").length - 1, 1);
    return row.map((text, place) => ({ line: at, column: columns[place] || `Column ${place + 1}`, text }));
  });
}

/**
 * Imports a file, exports and compares: each cell is in the export or told as not taken; the export read back changes
 * nothing; and the file again with some cells empty clears nothing.
 */
export async function checkFile(imports: FileImports, file: MadeFile): Promise<void> {
  await imports.clear();
  // Of a few letters of Western Europe nobody can tell how they are written: the person says it.
  const said = file.encoding === "windows1252" ? { encoding: "windows-1252" as const } : {};
  const imported = await imports.import(bytesOf(file), said);
  const stored = await imports.contacts();
  const exported = await exportOf(imports, "ndjson");
  const contacts = exported
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as StoredContact & { type: string; assignees: string[] })
    .filter(({ type }) => type === "contact")
    .map((contact) => ({ ...contact, assigneeIds: contact.assignees }));
  const us = "ann@hub.example";
  const members = { "Ann Berg": us, [us]: us, "Berg, Ann": us };
  const fates = fatesOf(cellsOf(file), imported, { contacts, members, dates: file.dates });
  const lost = [...fates].filter(([, fate]) => fate === "LOST").map(([cell]) => cell);
  expect(lost, "cells that are neither in the export nor told").toEqual([]);
  const { added, rejected } = imported.job.summary!;
  expect([added, rejected], "rows that went in or were refused").toEqual([
    stored.length,
    file.rows.filter((row) => row.some((cell) => cell.trim() !== "")).length - stored.length,
  ]);

  for (const format of ["csv", "ndjson"] as const) {
    const { job } = await (format === "csv"
      ? imports.import(await exportOf(imports, format))
      : imports.import(bytesOf(file), said));
    expect(job.summary, `the ${format} export, or the file, again`).toMatchObject({ added: 0, changed: 0 });
  }
  expect(await imports.contacts()).toEqual(stored);

  const { columns, groups, emptied } = file;
  const named = new Set([...groups].filter((_, place) => (emptied >> place) % 2 === 1));
  // What tells who a row is about stays: without it, the row is another person's.
  const kept = groups.includes("id") ? ["id"] : ["first", "last", "email", "phone", "company"];
  const isEmptied = (place: number) => named.has(groups[place]!) && !kept.includes(groups[place]!);
  const rows = file.rows.map((row) => row.map((cell, place) => (isEmptied(place) ? "" : cell)));
  expect(columns.length).toBe(groups.length);
  await imports.import(bytesOf(file, rows), said);
  // A row that was refused for a cell goes in without it.
  const ids = new Set(stored.map(({ id }) => id));
  const after = (await imports.contacts()).filter(({ id }) => ids.has(id));
  expect(withoutStamps(after), "after the file with empty cells").toEqual(withoutStamps(stored));
}

function withoutStamps(contacts: readonly ContactDocument[]): Partial<ContactDocument>[] {
  return contacts.map((contact) => ({ ...contact, updatedAt: undefined as never }));
}

async function exportOf({ database, organization }: FileImports, format: "csv" | "ndjson"): Promise<string> {
  let text = "";
  const tables = format === "csv" ? (["contacts"] as const) : (["contacts", "activities"] as const);
  for await (const chunk of exportOrganization(database, organization, { format, tables })) text += chunk;
  return text;
}
