import type { ColumnChoice } from "../../app/domain/column-guess.ts";
import { comparable, phoneDigits } from "../../app/domain/same-person.ts";
import { readWrittenEmails } from "../../app/domain/written-email.ts";
import { IMPORT_FIELDS, type ImportField, type ImportRow } from "../../app/domain/import-row.ts";
import type { NotTaken } from "./not-taken.ts";

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
const BETWEEN_VALUES = ":::";

/** The text of a field that is read from these cells, and what of them it doesn't hold; an export's is taken as it stands. */
export function readField(
  field: ImportField,
  cells: readonly NotTaken[],
  isOfExport: boolean,
): { text: string; notTaken: NotTaken[] } {
  if (field === "name") return { text: joined(cells.map(({ value }) => value)), notTaken: [] };
  const values = isOfExport ? [...cells] : cells.flatMap((cell) => valuesOf(field, cell));
  const taken = (field === "email" && values.find(({ value }) => /^[^\s@]+@[^\s@]+$/.test(value))) || values[0];
  if (!taken) return { text: cells[0]?.value ?? "", notTaken: [] };
  const notTaken = values.filter((each) => each !== taken && !isSame(field, each.value, taken.value));
  return { text: taken.value, notTaken };
}

/** The values of a cell, each by itself. */
function valuesOf(field: ImportField, { column, value: cell }: NotTaken): NotTaken[] {
  const isOfSeveral = field === "email" || field === "phone";
  const parts = isOfSeveral ? cell.split(BETWEEN_VALUES) : [cell];
  const filled = parts.map((part) => part.trim()).filter(Boolean);
  return filled.flatMap((value) => {
    const read = field === "email" ? readWrittenEmails(value) : null;
    return [read?.email ?? value, ...(read?.others ?? [])].map((each) => ({ column, value: each }));
  });
}

function isSame(field: ImportField, one: string, other: string): boolean {
  return comparable(one) === comparable(other) || (field === "phone" && phoneDigits(one) === phoneDigits(other));
}

/** The parts of a name that the whole name doesn't have. */
export function partsNotIn(name: string, parts: readonly NotTaken[]): NotTaken[] {
  const whole = comparable(name);
  return parts.filter(({ value }) => value.trim() !== "" && !whole.includes(comparable(value)));
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
