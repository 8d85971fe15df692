import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { AppLoadContext } from "@remix-run/node";
import {
  describeProblem,
  findOrganization,
  importContacts,
  mapOfChoice,
  recordAudit,
  rejectedHeader,
  rejectedLine,
  surveyFile,
  type AuditSource,
  type ImportSummary,
  type RejectedRow,
  type Scope,
} from "../database.server.ts";
import type { ImportChoice } from "./import-choice.ts";
import type { Reading } from "./reading.server.ts";

const MOST_REJECTED_SHOWN = 20;
const MOST_ROWS = 1_000_000;
/** Characters that a file of rejected rows may have beyond three times what was sent: each line repeats all columns. */
const MOST_REPEATED_LENGTH = 10_000_000;

/** A file that a user has uploaded, in a folder of its own. */
export interface UploadedFile extends Scope {
  directory: string;
  fileName: string;
}

/** One reading of an uploaded file: a check, which writes nothing, or the import. */
export interface ImportJob {
  choice: ImportChoice;
  state: "running" | "finished" | "stopped" | "failed";
  /** Read so far. */
  bytes: number;
  rows: number;
  /** The first rows that were rejected. */
  rejected: RejectedRow[];
  /** The first rows that go in without something. */
  leftOut: RejectedRow[];
  summary: ImportSummary | null;
  /** Dates of the file that don't tell what comes first; empty where all do. */
  unclearDates: string[];
  /** Why nothing came of it. */
  problem: string | null;
  /** Where the rejected rows are, all of them. */
  rejectedPath: string;
  /** Resolved when it has ended, however that was. */
  ended: Promise<void>;
  stop(): void;
}

/** Starts to check the file, or to import it; the audit log hears of it where `source` says who imports. */
export function startJob(
  upload: UploadedFile,
  {
    reading,
    choice,
    dryRun,
    source,
  }: { reading: Reading; choice: ImportChoice; dryRun: boolean; source?: AuditSource },
  context: AppLoadContext,
): ImportJob {
  const stopped = new AbortController();
  const job: ImportJob = {
    choice,
    state: "running",
    bytes: 0,
    rows: 0,
    rejected: [],
    leftOut: [],
    summary: null,
    unclearDates: [],
    problem: null,
    rejectedPath: join(upload.directory, dryRun ? "check.csv" : "rejected.csv"),
    ended: Promise.resolve(),
    stop: () => stopped.abort(),
  };
  const signal = AbortSignal.any([stopped.signal, context.stopping]);
  const { imports } = context.metrics;
  if (!dryRun) imports.inc({ state: "started" });
  job.ended = work(job, upload, { reading, dryRun, signal }, context)
    .catch((error: unknown) => {
      context.log.error(error, "An import failed");
      job.state = "failed";
      job.problem = "Something went wrong on our side. Import the file again to go on; nothing is written twice.";
    })
    .then(async () => {
      if (!dryRun) imports.inc({ state: job.state });
      if (source) await recordImport(job, upload, source, context);
    })
    .catch((error: unknown) => context.log.error(error, "An import isn't in the audit log"));
  return job;
}

/** Tells the audit log of an import, however it ended. */
function recordImport(
  { state, summary, rows }: ImportJob,
  { organizationId, fileName }: UploadedFile,
  source: AuditSource,
  { database }: AppLoadContext,
): Promise<void> {
  const counts = summary ? `${summary.added} added, ${summary.changed} changed` : `after ${rows} rows`;
  const detail = `${fileName}: ${state === "finished" ? "" : `${state}, `}${counts}`;
  return recordAudit(database, source, { organizationId, kind: "imported", detail });
}

/** Waits until the job has ended, or for as long. */
export async function endedOrAfter(job: Pick<ImportJob, "ended">, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([job.ended, waited]);
  clearTimeout(timer);
}

async function work(
  job: ImportJob,
  upload: UploadedFile,
  { reading, dryRun, signal }: { reading: Reading; dryRun: boolean; signal: AbortSignal },
  { database, now, metrics }: AppLoadContext,
): Promise<void> {
  const organization = await findOrganization(database, upload.organizationId);
  if (!organization) throw new Error(`There is no organization ${upload.organizationId}`);
  const map = mapOfChoice(job.choice.columns);
  const open = () => createReadStream(reading.path, { highWaterMark: 65_536 });
  const { order } = await surveyFile(open(), {
    map,
    encoding: reading.encoding,
    timeZone: organization.timeZone,
    signal,
  });
  if (order && "examples" in order) job.unclearDates = order.examples;
  const rejects = rejectedFile(job, reading, dryRun);
  const result = await importContacts(database, {
    organization,
    source: open(),
    encoding: reading.encoding,
    isEncodingSaid: job.choice.encoding !== undefined,
    map,
    dates: (order && "order" in order ? order.order : job.choice.dates) ?? "either",
    assign: job.choice.assign,
    assignRest: job.choice.rest,
    clearEmpty: job.choice.clearEmpty,
    userId: upload.userId,
    dryRun,
    now,
    signal,
    mostRows: MOST_ROWS,
    onProgress: ({ bytes, rows }) => {
      if (!dryRun) metrics.importRows.inc(rows - job.rows);
      Object.assign(job, { bytes, rows });
    },
    onRejected: (row, cells) => {
      if (job.rejected.length < MOST_REJECTED_SHOWN) job.rejected.push(row);
      return rejects.write(row, cells);
    },
    onLeftOut: (row) => {
      if (job.leftOut.length < MOST_REJECTED_SHOWN) job.leftOut.push(row);
    },
  }).finally(rejects.end);
  if (result.outcome === "refused") {
    job.problem = describeProblem(result.problem, upload.fileName, organization);
    job.state = "failed";
    return;
  }
  job.summary = result.summary;
  job.state = result.outcome === "stopped" ? "stopped" : "finished";
  if (!dryRun && job.state === "finished") await removeFiles(upload.directory, job.rejectedPath);
}

/** Removes all that was sent and made of it, but for one file. */
async function removeFiles(directory: string, kept: string): Promise<void> {
  const paths = (await readdir(directory)).map((name) => join(directory, name)).filter((path) => path !== kept);
  await Promise.all(paths.map((path) => rm(path, { force: true })));
}

/** Writes the rows that an import rejects to the job's file; a check leaves that out. */
function rejectedFile(job: ImportJob, { columns, size }: Reading, dryRun: boolean) {
  const mostLength = 3 * size + MOST_REPEATED_LENGTH;
  if (dryRun) return { write: async () => undefined, end: async () => undefined };
  const file = createWriteStream(job.rejectedPath, { mode: 0o600 });
  const written = finished(file);
  // A full disk is told where something waits for it.
  written.catch(() => undefined);
  let length = 0;
  const write = async (text: string) => {
    if (!file.write(text)) await Promise.race([once(file, "drain"), written]);
  };
  // What a spreadsheet needs to take it for UTF-8.
  file.write(`\uFEFF${rejectedHeader(columns)}`);
  return {
    write: async (row: RejectedRow, cells?: readonly string[]) => {
      if (length > mostLength) return;
      const line = rejectedLine(columns, row, cells);
      length += line.length;
      await write(line);
      if (length <= mostLength) return;
      await write(
        rejectedLine(columns, { line: row.line, reasons: ["This file ends here: too many rows are rejected"] }),
      );
    },
    end: () => {
      file.end();
      return written;
    },
  };
}
