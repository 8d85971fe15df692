import type { ColumnChoice } from "../../app/domain/column-guess.ts";
import { IMPORT_FIELDS, type ImportField, type ImportRow } from "../../app/domain/import-row.ts";

/**
 * Which column to read a field from, where it isn't the one of the same name: of several, a name is all of them together,
 * and other fields are the first that isn't empty; null reads none. Where `name` is empty, `nameParts` make it.
 */
export type ColumnMap = { readonly [field in ImportField]?: string | readonly string[] | null } & {
  readonly nameParts?: readonly string[];
};

/** The names of the columns that a field is read from. */
export function columnsFor(map: ColumnMap, field: ImportField): readonly string[] {
  const column = map[field];
  if (column === undefined) return [field];
  if (column === null) return [];
  return typeof column === "string" ? [column] : column;
}

/** The map of what columns were chosen for: what none was chosen for isn't read. */
export function mapOfChoice({
  firstName,
  lastName,
  middleName,
  namePrefix,
  nameSuffix,
  ...fields
}: ColumnChoice): ColumnMap {
  const map = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, fields[field] ?? null])) as ColumnMap;
  const named = [namePrefix, firstName ?? fields.name, middleName, lastName, nameSuffix].flat();
  const parts = [...new Set(named.filter((column) => column !== undefined))];
  if (firstName !== undefined && fields.name !== undefined) return { ...map, nameParts: parts };
  return { ...map, name: parts.length > 1 ? parts : (parts[0] ?? null) };
}

/** Google Contacts writes all of a person's emails into one cell, and so the phones. */
const BETWEEN_VALUES = " ::: ";

/** The text of a field that is read from these cells. */
export function fieldText(field: ImportField, cells: readonly string[]): string {
  if (field === "name") return joined(cells);
  const text = cells.find((cell) => cell.trim() !== "") ?? cells[0] ?? "";
  return field === "email" || field === "phone" ? text.split(BETWEEN_VALUES, 1)[0]! : text;
}

/** The parts of a name as one. */
export function joined(cells: readonly string[]): string {
  if (cells.length === 1) return cells[0]!;
  return cells
    .map((cell) => cell.trim())
    .filter(Boolean)
    .join(" ");
}

/** The row, with an empty id and name where the map says that the file has none. */
export function completed(row: ImportRow, map: ColumnMap): ImportRow {
  const name = map.name === null ? { name: "" } : {};
  const id = map.id === null ? { id: "" } : {};
  return { ...row, ...name, ...id };
}
