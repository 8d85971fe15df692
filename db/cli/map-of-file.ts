import { guessColumns, MOST_ROWS_SAMPLED, unfitDateColumn, type ColumnChoice } from "../../app/domain/column-guess.ts";
import { FIELD_WORDS } from "../../app/domain/field-words.ts";
import { IMPORT_FIELDS } from "../../app/domain/import-row.ts";
import { columnsFor, mapOfChoice, type ColumnMap } from "../import/column-map.ts";
import { readTableHead } from "../import/table-head.ts";
import type { Mappings } from "./arguments.ts";
import { bytesOf, type TableInput } from "./input-file.ts";
import { remark } from "./messages.ts";

const TELLING = ["id", "name", "email", "phone", "company"] as const;

/** Which columns of a file the fields are read from: those that were said, else those that the headers tell. */
export async function mapOfFile(input: TableInput, said: Mappings): Promise<ColumnMap> {
  const head = await readTableHead(bytesOf(input), MOST_ROWS_SAMPLED, input.encoding);
  if (head.outcome === "notATable") return said;
  if (!head.hasHeader) remark("The file has no header line: its first line is imported too.");
  const guessed = guessColumns(head.columns, head.rows);
  const { nameParts = [], ...map } = { ...mapOfChoice(guessed), ...ownNames(head.columns, guessed), ...said };
  if (TELLING.every((field) => !map[field])) return said;
  if (Object.keys(said).length === 0) {
    tellReading(head.columns, { ...map, nameParts });
    const unfit = map.nextFollowUpDate ? null : unfitDateColumn(head.columns, head.rows, guessed);
    if (unfit) remark(`${unfit.column} looks like the follow-up date, but ${JSON.stringify(unfit.value)} is no date.`);
  }
  return said.name ? map : { ...map, nameParts };
}

/** The fields whose own column is there, though its values look like something else: each that can't be used is told. */
function ownNames(columns: readonly string[], guessed: ColumnChoice): ColumnMap {
  const isThere = (field: string) =>
    columns.filter((column) => column.toLowerCase() === field.toLowerCase()).length === 1;
  return Object.fromEntries(IMPORT_FIELDS.flatMap((f) => (guessed[f] === undefined && isThere(f) ? [[f, f]] : [])));
}

/** Tells what was found under other names than the fields' own, and what isn't imported. */
function tellReading(columns: readonly string[], map: ColumnMap): void {
  const read = IMPORT_FIELDS.map((field) => ({ field, from: columnsFor(map, field) })).filter(
    ({ from }) => from.length,
  );
  const others = read.filter(({ field, from }) => from.join().toLowerCase() !== field.toLowerCase());
  if (others.length) {
    remark(
      `Read: ${others.map(({ field, from }) => `${FIELD_WORDS[field]} from ${from.join(field === "name" ? " + " : ", else ")}`).join("; ")}.`,
    );
  }
  const used = new Set([...read.flatMap(({ from }) => from), ...(map.nameParts ?? [])]);
  const unused = columns.filter((column) => column !== "" && !used.has(column));
  if (unused.length) remark(`Not imported: ${unused.join(", ")}.`);
}
