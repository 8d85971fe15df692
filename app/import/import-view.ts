import type { TalliedField } from "../database.server.ts";
import type { Encoding } from "../domain/encodings.ts";
import { unfitDateColumn, type UnfitColumn } from "../domain/column-guess.ts";
import { chosenFor, COLUMN_USES, type ImportChoice } from "./import-choice.ts";
import type { ImportJob } from "./import-job.server.ts";
import type { Reading } from "./reading.server.ts";
import { undoneImportText } from "../domain/result-text.ts";
import type { UndoJob } from "./undo-job.server.ts";
import type { Upload } from "./uploads.server.ts";
import type { Locale } from "../domain/locale.ts";

const ROWS_SHOWN = 5;
const LONGEST_CELL_SHOWN = 200;

/** How far a job is, or what came of it. */
export interface JobView {
  state: ImportJob["state"];
  /** How much of the file is read, from 0 to 100. */
  percent: number;
  rows: number;
  counts: {
    added: number;
    changed: number;
    unchanged: number;
    rejected: number;
    leftOut: number;
    unassigned: number;
  } | null;
  /** By field what changes of contacts that are there, and the first of these changes. */
  changes: {
    fields: { label: string; changed: number; cleared: number }[];
    examples: { contact: string; label: string; before: string; after: string }[];
  };
  /** New contacts with the email or phone of one that was there: how many, and the first. */
  alike: { count: number; examples: { name: string; other: { id: string; name: string } }[] };
  /** Contacts that are archived with a follow-up date. */
  neverDue: number;
  /** The first lines of the file that are no part of the table. */
  asides: { line: number; text: string }[];
  /** By column how many values contacts don't take, and the first of them. */
  notTaken: { column: string; count: number; examples: { line: number; value: string }[] }[];
  /** Dates of the file that don't tell what comes first. */
  unclearDates: string[];
  /** The first rows that are rejected. */
  rejected: { line: number; reasons: string[] }[];
  /** The first rows that go in without something that can't be used. */
  leftOut: { line: number; reasons: string[] }[];
  problem: string | null;
  /** True where the import has written something, or one that it goes on with. */
  hasWritten: boolean;
}

/** An upload as its page shows it. */
export interface ImportView {
  fileName: string;
  columns: string[];
  choice: ImportChoice;
  hasHeader: boolean;
  /** The columns that aren't imported. */
  unused: string[];
  /** The sheets of a workbook that aren't read. */
  otherSheets: readonly string[];
  /** The one of them that looks like the follow-up date, and isn't. */
  unfitDate: UnfitColumn | null;
  /** The first rows as they will be read: one cell for each of `headings`. */
  headings: string[];
  rows: string[][];
  /** How the file is read and what it seems to be, with why it can't be read as was chosen; null where nobody can choose. */
  encoding: { readAs: Encoding; seems: Encoding; problem: string | null } | null;
  check: JobView | null;
  run: JobView | null;
  /** The undo of the import; `text` tells what it took back. */
  undo: { state: UndoJob["state"]; done: number; total: number; text: string | null; leftNames: string[] } | null;
}

/** The page's view of an upload, read as `choice` says. */
export function importView(
  upload: Upload,
  { choice, reading, problem }: { choice: ImportChoice; reading: Reading; problem: string | null },
  locale: Locale,
): ImportView {
  const { columns, rows, readAs } = reading;
  const seems = upload.reading.readAs;
  const shown = COLUMN_USES.flatMap(({ use, label }) => {
    const places = chosenFor(choice.columns, use).map((column) => columns.indexOf(column));
    return places.length === 0 ? [] : [{ label, places }];
  });
  return {
    fileName: upload.fileName,
    columns: columns.filter(Boolean),
    choice,
    hasHeader: reading.hasHeader,
    unused: columns.filter((column) => column !== "" && !Object.values(choice.columns).flat().includes(column)),
    otherSheets: reading.otherSheets,
    unfitDate: unfitDateColumn(columns, rows, choice.columns),
    headings: shown.map(({ label }) => label),
    rows: rows.slice(0, ROWS_SHOWN).map((row) => shown.map(({ places }) => shortened(firstFilled(row, places)))),
    encoding: readAs && seems && { readAs, seems, problem },
    check: upload.check && jobView(upload.check, reading.size),
    undo: upload.undo && undoView(upload.undo, locale),
    run: upload.run && jobView(upload.run, reading.size),
  };
}

function undoView({ state, done, total, undone, leftNames, problem }: UndoJob, locale: Locale): ImportView["undo"] {
  return { state, done, total, text: undone ? undoneImportText(undone, locale) : problem, leftNames };
}

function firstFilled(row: readonly string[], places: readonly number[]): string {
  return row[places.find((place) => row[place]?.trim()) ?? places[0]!] ?? "";
}

function labelOf(field: TalliedField): string {
  const wanted = field === "assigneeIds" ? "assignees" : field;
  return COLUMN_USES.find(({ use }) => use === wanted)?.label ?? field;
}

function shortened(cell: string): string {
  return cell.length > LONGEST_CELL_SHOWN ? `${cell.slice(0, LONGEST_CELL_SHOWN)}…` : cell;
}

function jobView(
  { state, bytes, rows, summary, unclearDates, rejected, leftOut, problem, isAgain }: ImportJob,
  size: number,
): JobView {
  return {
    state,
    percent: size === 0 ? 100 : Math.min(100, Math.floor((bytes / size) * 100)),
    rows,
    counts: summary && {
      added: summary.added,
      changed: summary.changed,
      unchanged: summary.unchanged,
      rejected: summary.rejected,
      leftOut: summary.leftOut,
      unassigned: summary.unassigned,
    },
    changes: {
      fields: (summary?.changes.fields ?? []).map(({ field, ...counts }) => ({ label: labelOf(field), ...counts })),
      examples: (summary?.changes.examples ?? []).map(({ contact, field, before, after }) => ({
        ...{ contact: shortened(contact), label: labelOf(field) },
        ...{ before: shortened(before), after: shortened(after) },
      })),
    },
    alike: summary?.alike ?? { count: 0, examples: [] },
    neverDue: summary?.neverDue ?? 0,
    asides: (summary?.asides ?? []).map(({ line, text }) => ({ line, text: shortened(text) })),
    notTaken: (summary?.notTaken ?? []).map(({ column, count, examples }) => ({
      ...{ column: shortened(column), count },
      examples: examples.map(({ line, value }) => ({ line, value: shortened(value) })),
    })),
    unclearDates,
    rejected,
    leftOut,
    problem,
    hasWritten: isAgain === true || (summary !== null && summary.added + summary.changed > 0),
  };
}
