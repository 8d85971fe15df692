import { readCadenceDays } from "./cadence.ts";
import { COLUMN_NAMES, plainName, type ColumnUse } from "./column-names.ts";
import { LEAD_QUALITIES, STATUSES } from "./contact.ts";
import { readWrittenDate } from "./written-date.ts";

export type { ColumnUse } from "./column-names.ts";

/** The columns that each field is read from, of several the first that isn't empty; a field without one isn't read. */
export type ColumnChoice = { readonly [use in ColumnUse]?: string | readonly string[] };

/** Rows that columns are guessed by: of many contacts the first few may have no value. */
export const MOST_ROWS_SAMPLED = 500;

/** The fields of which the next column fills where one is empty. */
export const FIELDS_OF_SEVERAL = ["email", "phone", "company"] as const satisfies readonly ColumnUse[];

type Fits = (value: string) => boolean;

/** Where only some values can be read: true for those. */
const FITS: { [use in ColumnUse]?: Fits } = {
  photoUrl: (value) => URL.canParse(value) && new URL(value).protocol === "https:",
  leadQuality: isOneOf(LEAD_QUALITIES),
  status: isOneOf(STATUSES),
  nextFollowUpDate: (value) => readWrittenDate(value, "UTC") !== null,
  cadenceDays: (value) => readCadenceDays(value) !== null,
};

// The title before a name in Outlook's exports; elsewhere it is what somebody does.
const TITLE = "title";
const JOB_TITLE = "job title";

/**
 * The columns of a file by what their headers say, each for one use; of fields that only some values fit, one whose
 * first rows mostly do, so that a column of another meaning isn't taken, and one of the right meaning is in spite of a slip.
 */
export function guessColumns(columns: readonly string[], rows: readonly (readonly string[])[]): ColumnChoice {
  const table = tableOf(columns, rows);
  const choice: { -readonly [use in ColumnUse]?: string | readonly string[] } = {};
  for (const use of USES) {
    const found = fittingColumns(table, use, Object.values(choice).flat());
    if (found.length === 0) continue;
    choice[use] = isOfSeveral(use) && found.length > 1 ? found : found[0]!;
  }
  const guessed = { ...choice, ...guessName(table) };
  return columns.every((column) => /^Column \d+$/.test(column)) ? guessByValues(table) : guessed;
}

/** Of a table without headers: a column of emails, one of phone numbers, and the first other one as the name. */
function guessByValues({ columns, cells }: Table): ColumnChoice {
  const taken: string[] = [];
  const find = (use: ColumnUse, fits: Fits): ColumnChoice => {
    const column = columns.find((one) => {
      const values = cells(one).filter(Boolean);
      return !taken.includes(one) && values.length > 0 && mostFit(values, fits);
    });
    if (column !== undefined) taken.push(column);
    return column === undefined ? {} : { [use]: column };
  };
  return {
    ...find("email", (value) => /^[^\s@]+@[^\s@]+$/.test(value)),
    ...find("phone", (value) => /^\+?[\d\s()./-]{7,20}$/.test(value) && readWrittenDate(value, "UTC") === null),
    ...find("name", (value) => /\p{L}/u.test(value) && !/^https?:/.test(value)),
  };
}

const USES = [
  ...(["id", "email", "phone", "company", "photoUrl", "leadQuality", "status", "assignees"] as const),
  ...(["nextFollowUpDate", "cadenceDays"] as const),
];

function isOfSeveral(use: ColumnUse): boolean {
  return FIELDS_OF_SEVERAL.some((one) => one === use);
}

interface Table {
  columns: readonly string[];
  /** The headers as they are compared. */
  names: readonly string[];
  /** True where the rows are all that the file has. */
  isWhole: boolean;
  /** The values of a column in the first rows, empty ones too. */
  cells(column: string): string[];
}

function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): Table {
  return {
    columns,
    names: columns.map(plainName),
    isWhole: rows.length < MOST_ROWS_SAMPLED,
    cells: (column) => rows.map((row) => row[columns.indexOf(column)]?.trim() ?? ""),
  };
}

/** The columns that a use could be read from, the best first; those without values only where there is no other. */
function fittingColumns(table: Table, use: ColumnUse, taken: readonly string[]): string[] {
  const found = COLUMN_NAMES[use].flatMap((name, rank) => {
    const column = table.columns[table.names.indexOf(name)];
    if (column === undefined || taken.includes(column)) return [];
    // Of two columns of one name nobody can say which is meant.
    if (table.columns.indexOf(column) !== table.columns.lastIndexOf(column)) return [];
    const values = table.cells(column).filter(Boolean);
    const fits = use === "assignees" ? ownerFits(name) : FITS[use];
    // An empty column shows nothing of its meaning, and its later values might spoil good rows: only the field's own
    // name is trusted then.
    const isTaken = fits && values.length > 0 ? mostFit(values, fits) : !fits || rank === 0;
    return isTaken ? [{ column, isFilled: values.length > 0 }] : [];
  });
  const filled = found.filter(({ isFilled }) => isFilled);
  if (table.isWhole && filled.length === 0) return found.slice(0, 1).map(({ column }) => column);
  const kept = table.isWhole || !isOfSeveral(use) ? filled : found;
  return [...new Set((kept.length > 0 ? kept : found).map(({ column }) => column))];
}

/** A full name, or its parts; both where the full one is sometimes empty. */
function guessName(table: Table): ColumnChoice {
  const first = fittingColumns(table, "firstName", []);
  const [last] = fittingColumns(table, "lastName", []);
  const hasParts = first.length > 0 || last !== undefined;
  const isEmpty = (column: string) => table.isWhole && !table.cells(column).some(Boolean);
  const full = fittingColumns(table, "name", []).filter((column) => !hasParts || !isEmpty(column));
  // `Nombre` is the first name beside `Apellidos`, and `Nom` the last one beside `Prénom`.
  const given = first.find((column) => !full.includes(column)) ?? (last === undefined ? undefined : first[0]);
  const whole = full.find((column) => column !== given && !(last === undefined && isSurname(table, column, given)));
  const family =
    last ?? (given === undefined ? undefined : full.find((column) => column !== given && column !== whole));
  const parts = { ...optional("middleName"), ...optional("namePrefix"), ...optional("nameSuffix"), ...titleOf(table) };
  if (whole === undefined) {
    if (given !== undefined) return { name: given, ...(family !== undefined && { lastName: family }), ...parts };
    return family === undefined ? {} : { name: family };
  }
  const [wholes, givens, families] = [whole, given, family].map((column) =>
    column === undefined ? [] : table.cells(column),
  );
  const isGap = wholes!.some((value, row) => value === "" && (givens![row] || families![row]));
  if (!isGap || given === undefined) return { name: whole };
  return { name: whole, firstName: given, ...(family !== undefined && { lastName: family }), ...parts };

  function optional(use: ColumnUse): ColumnChoice {
    const column = fittingColumns(table, use, []).find((one) => table.cells(one).some(Boolean) || !table.isWhole);
    return column === undefined ? {} : { [use]: column };
  }
}

function titleOf({ columns, names, cells }: Table): ColumnChoice {
  const column = columns[names.indexOf(TITLE)];
  return column !== undefined && names.includes(JOB_TITLE) && cells(column).some(Boolean) ? { namePrefix: column } : {};
}

const SURNAMES = ["nom", "naam", "nome", "nombre"];

/** True for a column of names that are only the last ones, as the first ones stand in another column. */
function isSurname({ names, columns, cells }: Table, column: string, given: string | undefined): boolean {
  if (given === undefined) return false;
  const firsts = cells(given);
  const both = cells(column).flatMap((name, row) => (name && firsts[row] ? [{ name, first: firsts[row] }] : []));
  if (both.length === 0) return SURNAMES.includes(names[columns.indexOf(column)] ?? "");
  return both.filter(({ name, first }) => name.includes(first)).length * 2 < both.length;
}

/** A column whose header says that it is the follow-up date, with a value that shows that it can't be. */
export interface UnfitColumn {
  column: string;
  value: string;
}

/** The column that looks like the follow-up date, where none is read as that, as its values are no dates. */
export function unfitDateColumn(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  choice: ColumnChoice,
): UnfitColumn | null {
  if (choice.nextFollowUpDate !== undefined) return null;
  const { names, cells } = tableOf(columns, rows);
  for (const [place, column] of columns.entries()) {
    if (!COLUMN_NAMES.nextFollowUpDate.includes(names[place]!)) continue;
    const value = cells(column).find((text) => text !== "" && !FITS.nextFollowUpDate!(text));
    if (value !== undefined) return { column, value };
  }
  return null;
}

/** How many of the headers are known, as those of a table are and other lines aren't. */
export function knownHeaders(cells: readonly string[]): number {
  return cells.filter((cell) => cell.length <= LONGEST_HEADER && KNOWN.has(plainName(cell))).length;
}

const LONGEST_HEADER = 60;
const KNOWN = new Set(Object.values(COLUMN_NAMES).flat());

function mostFit(values: readonly string[], fits: Fits): boolean {
  return values.filter(fits).length * 2 >= values.length;
}

function isOneOf(values: readonly string[]): Fits {
  return (value) => values.includes(value.toUpperCase());
}

/** Emails of members, or their names where the header doesn't say that it has emails; ids of other systems are neither. */
function ownerFits(header: string): Fits {
  const areEmails: Fits = (value) => value.split(/[;,]/).every((part) => /^\s*[^\s@]+@[^\s@]+\s*$/.test(part));
  if (header === "assignees" || header.includes("email")) return areEmails;
  return (value) => areEmails(value) || /^[\p{L}\p{M}.'’\-,;\s]+$/u.test(value);
}
