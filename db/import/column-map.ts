import { createHash } from "node:crypto";
import { fits, MOST_CHARACTERS } from "../../app/domain/characters.ts";
import type { ImportField, ImportRow } from "../../app/domain/import-row.ts";

/**
 * Which column to read a field from, where it isn't the one of the same name; several are read one after the other,
 * null reads none. Without a column of ids they are made of the email, or else of the name.
 */
export type ColumnMap = { readonly [field in ImportField]?: string | readonly string[] | null };

/** The names of the columns that a field is read from. */
export function columnsFor(map: ColumnMap, field: ImportField): readonly string[] {
  const column = map[field];
  if (column === undefined) return [field];
  if (column === null) return [];
  return typeof column === "string" ? [column] : column;
}

/** Google Contacts writes all of a person's emails into one cell, and so the phones. */
const BETWEEN_VALUES = " ::: ";

/** The text of a field that is read from these cells. */
export function fieldText(field: ImportField, cells: readonly string[]): string {
  const text =
    cells.length === 1
      ? cells[0]!
      : cells
          .map((cell) => cell.trim())
          .filter(Boolean)
          .join(" ");
  return field === "email" || field === "phone" ? text.split(BETWEEN_VALUES, 1)[0]! : text;
}

/** The row, with an id and a name where the map says that the file has none. */
export function completed(row: ImportRow, map: ColumnMap): ImportRow {
  const name = map.name === null ? { name: "" } : {};
  const id = map.id === null ? { id: derivedId(row) } : {};
  return { ...row, ...name, ...id };
}

/**
 * An id that is the same whenever the person is imported again: the email, else the name with company and phone, for
 * a name alone may be that of two people; empty where none of these tell who it is.
 */
function derivedId({ email, name, company, phone }: ImportRow): string {
  const byName = name?.trim()
    ? [name, company, phone]
        .map((part) => part?.trim())
        .filter(Boolean)
        .join(", ")
    : "";
  const text = (email?.trim() || byName).normalize("NFC").toLowerCase().replace(/\s+/g, " ");
  return fits(text, MOST_CHARACTERS.id) ? text : createHash("sha256").update(text).digest("hex");
}
