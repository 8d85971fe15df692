import type { Temporal } from "temporal-polyfill";
import type { Encoding } from "../../app/domain/encodings.ts";
import { FIELD_WORDS } from "../../app/domain/field-words.ts";
import { quoted, withoutEmptyCells, type DateRule, type ImportedContact } from "../../app/domain/import-row.ts";
import { personKey } from "../../app/domain/same-person.ts";
import { findAlikeOfMany } from "../alike-contacts.ts";
import type { Database, OrganizationDocument } from "../collections.ts";
import { newId } from "../ids.ts";
import { inTurns } from "../turns.ts";
import { TallyOfChanges, type ChangeTally } from "./change-tally.ts";
import { loadMembers, type Members } from "./members.ts";
import { TallyOfNotTaken, type NotTakenTally } from "./not-taken.ts";
import type { ImportProblem } from "./problems.ts";
import { readActivity, readContact } from "./read-row.ts";
import { readText } from "./read-text.ts";
import { countImported } from "./record-import.ts";
import type { ColumnMap } from "./column-map.ts";
import { readRows, type SourceRow } from "./source-rows.ts";
import { MOST_ABOVE, MOST_BELOW } from "./table-place.ts";
import { giveIds, personOf } from "./who-is-who.ts";
import { writeImportedActivities, type PendingActivity } from "./write-imported-activities.ts";
import { writeContacts, type ContactCounts, type ImportRun, type PendingContact } from "./write-contacts.ts";

/** Rows of a file that one transaction writes: a commit holds up everybody, the longer the more it writes. */
const BATCH_SIZE = 50;
/** All that can stand above and below a table. */
const MOST_ASIDES = MOST_ABOVE + MOST_BELOW;
const MOST_ALIKE_TOLD = 10;
/** Rows that are read before others have a turn. */
const ROWS_IN_TURN = 100;

/** What to import, into which organization, and whom to tell meanwhile. */
export interface ImportOptions {
  organization: Pick<OrganizationDocument, "_id" | "slug" | "timeZone">;
  /** The bytes of a CSV or NDJSON file; they are read once, and never held together. */
  source: AsyncIterable<Uint8Array>;
  /** How the file is written; UTF-8 where nothing is said. */
  encoding?: Encoding | undefined;
  /** A person has said that it is written so: what reads as well as what is stored is taken for right. */
  isEncodingSaid?: boolean;
  map?: ColumnMap;
  /** How the file's dates may be written; without it, in any way that needs no order of day and month. */
  dates?: DateRule;
  /** Email of a member whom every contact of the file is assigned to. */
  assign?: string | undefined;
  /** Email or id of a member whom contacts go to that would have nobody, where the file names no owner. */
  assignRest?: string | undefined;
  /** The user who imports, whom the timelines name; nobody on the command line. */
  userId?: string;
  /** Under which it can be undone, with what was imported under it before; a new one without it. */
  operationId?: string | undefined;
  /** An empty cell clears what is stored, as it does in an export of this program; else it leaves it. */
  clearEmpty?: boolean;
  /** Reads and compares everything, and writes nothing. */
  dryRun?: boolean;
  now: Temporal.Instant;
  onProgress?: (progress: { bytes: number; rows: number }) => void;
  /** Told of each row that is rejected, with its cells where it has any; no more rows are read until it is done. */
  onRejected?: (row: RejectedRow, cells?: readonly string[]) => unknown;
  /** Told of each row that goes in without something that can't be used, such as a date that can't be read. */
  onLeftOut?: (row: RejectedRow) => void;
  /** Rows that the file may have; all that it has where this is absent. */
  mostRows?: number;
  /** Stops the import. */
  signal?: AbortSignal;
}

/** A row that can't be imported, or not all of it, and why. */
export interface RejectedRow {
  line: number;
  reasons: string[];
}

/** What an import did, or in a dry run would have done. */
export interface ImportSummary extends ContactCounts {
  /** Under which it can be undone. */
  operationId: string;
  rejected: number;
  /** Rows that went in without something that can't be used. */
  leftOut: number;
  /** Contacts that are in nobody's follow-ups. */
  unassigned: number;
  /** How many new contacts have the email or phone of one that was there, and the first of them. */
  alike: { count: number; examples: { name: string; other: { id: string; name: string } }[] };
  /** Contacts that are archived with a follow-up date. */
  neverDue: number;
  /** Activities of an export that were put back. */
  activities: number;
  /** The first lines that are no part of the table. */
  asides: { line: number; text: string }[];
  /** What the rows that go in have and their contacts don't take, by column. */
  notTaken: NotTakenTally[];
  /** What changes of contacts that are there. */
  changes: ChangeTally;
}

/** `stopped` is by the signal: what the summary counts is written, and the rest is not. */
export type ImportResult =
  { outcome: "imported" | "stopped"; summary: ImportSummary } | { outcome: "refused"; problem: ImportProblem };

/** Adds the contacts of a file to an organization, or changes those that differ; good rows go in beside bad ones. */
export async function importContacts(database: Database, options: ImportOptions): Promise<ImportResult> {
  const { organization, assign, assignRest } = options;
  const members = await loadMembers(database, organization._id);
  const assignedId = assign === undefined ? null : members.idOf(assign);
  const restId = assignRest === undefined ? null : members.idOf(assignRest);
  const stranger = assign !== undefined && assignedId === null ? assign : restId === null ? assignRest : undefined;
  if (stranger !== undefined) return { outcome: "refused", problem: { code: "unknownAssignee", email: stranger } };
  const run: ImportRun = {
    organizationId: organization._id,
    operationId: options.operationId ?? newId("op"),
    userId: options.userId ?? null,
    now: new Date(options.now.epochMilliseconds),
    assignedId,
    restId,
    dryRun: options.dryRun ?? false,
    isUndoable: true,
    misread: options.isEncodingSaid ? ["surely"] : ["surely", "maybe"],
  };
  return importRows(database, options, members, run);
}

async function importRows(
  database: Database,
  options: ImportOptions,
  members: Members,
  run: ImportRun,
): Promise<ImportResult> {
  const { organization, onProgress, onRejected, onLeftOut, signal, clearEmpty = false, mostRows = Infinity } = options;
  const summary: ImportSummary = {
    operationId: run.operationId,
    added: 0,
    changed: 0,
    unchanged: 0,
    rejected: 0,
    leftOut: 0,
    alike: { count: 0, examples: [] },
    neverDue: 0,
    unassigned: 0,
    activities: 0,
    asides: [],
    notTaken: [],
    changes: { fields: [], examples: [] },
  };
  const tally = new TallyOfChanges(members);
  const notTaken = new TallyOfNotTaken();
  /** The line of each contact so far, by id. */
  const lines = new Map<string, number>();
  /** The line of each person so far whom no id told. */
  const people = new Map<string, number>();
  /** The rows of those without an id that come next. */
  const rowsOf = new Map<ImportedContact, Pick<SourceRow, "line" | "cells">>();
  let contacts: PendingContact[] = [];
  let activities: PendingActivity[] = [];

  const reject = async ({ line, cells }: Pick<SourceRow, "line" | "cells">, reasons: string[]) => {
    summary.rejected++;
    await onRejected?.({ line, reasons }, cells);
  };
  const flush = async () => {
    const unclear = await giveIds(database, run.organizationId, [...rowsOf.keys()], (id) => lines.has(id));
    for (const [imported, row] of rowsOf) {
      if (unclear.has(imported)) await reject(row, ["several contacts have this email: choose the column of the name"]);
      else lines.set(imported.id, row.line);
    }
    rowsOf.clear();
    if (unclear.size) contacts = contacts.filter(({ imported }) => !unclear.has(imported));
    if (contacts.length) {
      const counts = await writeContacts(database, run, contacts);
      summary.added += counts.added;
      summary.changed += counts.changed;
      summary.unchanged += counts.unchanged;
      summary.unassigned += counts.unassigned;
      summary.neverDue += counts.neverDue;
      const alike = await findAlikeOfMany(database, run.organizationId, counts.newContacts, (id) => !lines.has(id));
      summary.alike.count += alike.length;
      const examples = alike.map(({ name, other }) => ({ name, other }));
      summary.alike.examples.push(...examples.slice(0, MOST_ALIKE_TOLD - summary.alike.examples.length));
      for (const { stored, changes } of counts.changes) tally.add(stored, changes);
      for (const { id, field, text, kept } of counts.misread) {
        summary.leftOut++;
        const reason = `${FIELD_WORDS[field]} ${quoted(text)} is ${quoted(kept)} read in a wrong encoding`;
        onLeftOut?.({ line: lines.get(id)!, reasons: [reason] });
      }
      summary.changes = tally.result;
      summary.notTaken = notTaken.result;
      contacts = [];
    }
    if (activities.length) {
      // After the contacts, which they may belong to.
      const { added, withoutContact } = await writeImportedActivities(database, run, activities, (id) => lines.has(id));
      summary.activities += added;
      if (!run.dryRun && added > 0) await countImported(database, run, 0);
      for (const { line, activity } of withoutContact) {
        await reject({ line }, [`contact ${quoted(activity.contactId)} is not in organization ${organization.slug}`]);
      }
      activities = [];
    }
  };
  const take = async (row: SourceRow) => {
    if (row.kind === "aside") {
      if (summary.asides.length < MOST_ASIDES) summary.asides.push({ line: row.line, text: row.text });
      return;
    }
    if (row.kind === "unreadable") return reject(row, [row.reason]);
    if (row.kind === "activity") {
      const read = readActivity(row.fields, members, organization);
      if (!read.ok) return reject(row, read.reasons);
      activities.push({ line: row.line, activity: read.activity });
      return;
    }
    const cells = clearEmpty || row.isOfExport ? row.row : withoutEmptyCells(row.row);
    const read = readContact({ ...row, row: cells }, members, organization, options.dates ?? "either");
    if (!read.ok) return reject(row, read.reasons);
    read.pending.hasNameGap = row.hasNameGap && !clearEmpty;
    const { imported } = read.pending;
    const known = imported.id === "" ? people : lines;
    const key = imported.id || personKey(personOf(imported));
    const earlier = known.get(key);
    const what = imported.id === "" ? "the same contact" : `${FIELD_WORDS.id} ${quoted(key)}`;
    if (earlier !== undefined) return reject(row, [`${what} is already on line ${earlier}`]);
    known.set(key, row.line);
    if (imported.id === "") rowsOf.set(imported, { line: row.line, cells: row.cells });
    contacts.push(read.pending);
    notTaken.add(row.line, row.notTaken ?? []);
    if (read.leftOut.length === 0) return;
    summary.leftOut++;
    onLeftOut?.({ line: row.line, reasons: read.leftOut });
  };

  const progress = { bytes: 0, rows: 0 };
  const worked = inTurns(ROWS_IN_TURN);
  const texts = readText(counted(options.source, progress), options.encoding);
  for await (const chunk of readRows(texts, options.map ?? {})) {
    if ("problem" in chunk) return { outcome: "refused", problem: chunk.problem };
    for (const row of chunk.rows) {
      if (progress.rows === mostRows) return { outcome: "refused", problem: { code: "tooManyRows", mostRows } };
      await take(row);
      progress.rows++;
      await worked(1);
      if (signal?.aborted) return { outcome: "stopped", summary };
      if (progress.rows % BATCH_SIZE > 0) continue;
      await flush();
      onProgress?.(progress);
    }
  }
  if (signal?.aborted) return { outcome: "stopped", summary };
  await flush();
  onProgress?.(progress);
  return { outcome: "imported", summary };
}

async function* counted(source: AsyncIterable<Uint8Array>, progress: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    progress.bytes += bytes.length;
    yield bytes;
  }
}
