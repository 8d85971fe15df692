import { IMPORT_FIELDS, REQUIRED_FIELDS, type ImportField, type ImportRow } from "../../app/domain/import-row.ts";
import { readCell } from "../export/csv-cell.ts";
import { columnsFor, completed, joined, partsNotIn, readField, type ColumnMap } from "./column-map.ts";
import { columnNames, delimiterOf, linesAboveHeader, nameOfUnnamed, readHeader } from "./csv-header.ts";
import { readCsvRecords, type CsvRecord } from "./csv-records.ts";
import { told, type NotTaken } from "./not-taken.ts";
import type { ImportProblem } from "./problems.ts";
import type { RowsOrProblem, SourceRow } from "./source-rows.ts";
import { findTable, MOST_ABOVE, rowsAboveFooter, type TablePlace } from "./table-place.ts";

/** Reads rows of CSV below a header; `head` is the beginning of the text, from which the delimiter is taken. */
export async function* readCsvRows(
  texts: AsyncIterable<string>,
  head: string,
  map: ColumnMap,
): AsyncGenerator<RowsOrProblem> {
  const found: { table: Table | null } = { table: null };
  let first: CsvRecord[] | null = [];
  let above = linesAboveHeader(head);
  const begin = (records: CsvRecord[]): RowsOrProblem[] => {
    const place = findTable(records);
    if (!place) return [];
    const columns = columnsOf(place, map);
    if ("problem" in columns) return [columns];
    const rows = rowsAboveFooter(columns.count);
    const toRow = rowReader(columns, map);
    found.table = { toRow, rows };
    const body = records.slice(place.above + (place.header ? 1 : 0));
    return [{ rows: [...records.slice(0, place.above).map(aside), ...body.flatMap(rows.take).map(toRow)] }];
  };
  for await (const records of readCsvRecords(texts, { delimiter: delimiterOf(head), line: 1 })) {
    const below = records.slice(above);
    above -= records.length - below.length;
    if (found.table) {
      const { rows, toRow } = found.table;
      yield { rows: below.flatMap(rows.take).map(toRow) };
      continue;
    }
    first!.push(...below);
    if (first!.length < MOST_ABOVE) continue;
    const begun = begin(first!);
    yield* begun;
    if (begun.some((one) => "problem" in one)) return;
    first = null;
  }
  if (first) yield* begin(first);
  if (found.table) yield { rows: found.table.rows.footer().map(aside) };
}

interface Table {
  toRow: (record: CsvRecord) => SourceRow;
  rows: ReturnType<typeof rowsAboveFooter>;
}

/** A line that is no part of the table. */
function aside(record: CsvRecord): SourceRow {
  const text = "cells" in record ? record.cells.filter((cell) => cell.trim() !== "").join(" ") : record.raw;
  return { kind: "aside", line: record.line, text };
}

interface Columns {
  count: number;
  names: readonly string[];
  /** The places of those that the header doesn't name, and no field is read from. */
  unnamed: readonly number[];
  isOfExport: boolean;
  /** The fields that the file has, each with the places of its columns. */
  fields: [ImportField, number[]][];
  /** Where the parts of the name are, for rows whose name is empty. */
  nameParts: number[];
}

function columnsOf(place: TablePlace, map: ColumnMap): Columns | { problem: ImportProblem } {
  const header = place.header ? readHeader(place.header) : { cells: place.columns };
  if ("reason" in header) {
    return { problem: { code: "unreadableHeader", line: place.header?.line ?? 1, reason: header.reason } };
  }
  const columns = header.cells.map((cell) => readCell(cell.trim()));
  const numbered = columnNames(header.cells).map((name, place) => name || nameOfUnnamed(place));
  const fields: [ImportField, number[]][] = [];
  const missing: { field: ImportField; column: string }[] = [];
  for (const field of IMPORT_FIELDS) {
    const found: number[] = [];
    for (const column of columnsFor(map, field)) {
      const places = placesOf(column, columns, numbered);
      if (places.length > 1) return { problem: { code: "repeatedColumn", column } };
      if (places[0] !== undefined) found.push(places[0]);
      else if (map[field] !== undefined || REQUIRED_FIELDS.some((required) => required === field)) {
        missing.push({ field, column });
      }
    }
    if (found.length) fields.push([field, found]);
  }
  if (missing.length)
    return { problem: { code: "missingColumns", missing, columns: columnNames(header.cells).filter(Boolean) } };
  const isOfExport = columns.join() === IMPORT_FIELDS.join();
  const nameParts = (map.nameParts ?? []).flatMap((column) => placesOf(column, columns, numbered).slice(0, 1));
  const used = new Set([...fields.flatMap(([, places]) => places), ...nameParts]);
  const unnamed = columns.flatMap((name, place) => (name === "" && !used.has(place) ? [place] : []));
  return { count: columns.length, names: numbered, unnamed, isOfExport, fields, nameParts };
}

/** Where the columns of that name are: as it is written, else in whatever case, else with the number that it was given. */
function placesOf(wanted: string, columns: readonly string[], numbered: readonly string[]): number[] {
  const places = (names: readonly string[], isWanted: (name: string) => boolean) =>
    names.flatMap((name, place) => (isWanted(name) ? [place] : []));
  const exact = places(columns, (name) => name === wanted);
  if (exact.length) return exact;
  const inAnyCase = places(columns, (name) => name.toLowerCase() === wanted.toLowerCase());
  return inAnyCase.length ? inAnyCase : places(numbered, (name) => name === wanted);
}

function rowReader(
  { count, names, unnamed, isOfExport, fields, nameParts }: Columns,
  map: ColumnMap,
): (record: CsvRecord) => SourceRow {
  const namePlaces = fields.find(([field]) => field === "name")?.[1] ?? [];
  return (record) => {
    const { line } = record;
    if ("reason" in record) {
      const { reason, raw } = record;
      // Where no column can be told, the line is a cell behind all of them.
      return { kind: "unreadable", line, cells: [...Array.from({ length: count }, () => ""), raw], reason };
    }
    const { cells } = record;
    // The last cells may be left out, as Excel does where they are empty.
    if (cells.slice(count).some((cell) => cell.trim() !== "")) {
      return {
        kind: "unreadable",
        line,
        cells,
        reason: `has ${cells.length} ${cells.length === 1 ? "cell" : "cells"}, the header has ${count}`,
      };
    }
    const row: ImportRow = {};
    const notTaken: NotTaken[] = [];
    const cellAt = (place: number): NotTaken => ({ column: names[place]!, value: readCell(cells[place] ?? "") });
    for (const [field, places] of fields) {
      const read = readField(field, places.map(cellAt), isOfExport);
      row[field] = read.text;
      notTaken.push(...read.notTaken);
    }
    const parts = nameParts.map(cellAt);
    const named = row.name?.trim() ? namePlaces.map(cellAt) : parts;
    const hasNameGap = named.length > 1 && named.some(({ value }) => value.trim() === "");
    if (row.name?.trim()) notTaken.push(...partsNotIn(row.name, parts));
    else if (parts.length > 0) row.name = joined(parts.map(({ value }) => value));
    notTaken.push(...unnamed.map(cellAt).filter(({ value }) => value.trim() !== ""));
    return {
      kind: "contact",
      line,
      cells,
      row: completed(row, map),
      hasNameGap: hasNameGap || undefined,
      notTaken: told(notTaken),
      isOfExport,
    };
  };
}
