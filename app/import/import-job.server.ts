import { createReadStream } from "node:fs";
import type { AppLoadContext } from "@remix-run/node";
import {
  describeProblem,
  findOrganization,
  importContacts,
  mapOfChoice,
  recordAudit,
  rejectedHeader,
  rejectedLine,
  removeUploadFile,
  surveyFile,
  writeUploadFile,
  type AuditSource,
  type ImportSummary,
  type RejectedRow,
  type UploadDocument,
} from "../database.server.ts";
import type { ImportChoice } from "./import-choice.ts";
import { dropCopy, readLocally } from "./local-copies.server.ts";
import type { Reading } from "./reading.server.ts";
import { startUploadJob, type OwnJob } from "./upload-job.server.ts";

const MOST_REJECTED_SHOWN = 20;
const MOST_ROWS = 1_000_000;
/** Characters that a file of rejected rows may have beyond three times what was sent: each line repeats all columns. */
const MOST_REPEATED_LENGTH = 10_000_000;

/** What one reading of an uploaded file is begun with. */
interface Begun {
  choice: ImportChoice;
  reading: Reading;
  /** Who imports, of whom the audit log hears; a check has none. */
  source?: AuditSource | undefined;
  /** Under which it can be undone; a new one where nothing is said. */
  operationId?: string;
  /** True where it goes on with an import that was broken off. */
  isAgain?: boolean;
}

/** How far it is, or what came of it. */
interface Progress {
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
}

/** One reading of an uploaded file: a check, which writes nothing, or the import. */
export interface ImportJob extends Begun, Progress {
  /** Also the name of the file that has all rejected rows. */
  id: string;
  state: "running" | "finished" | "stopped" | "failed";
}

/** Starts to check the file, or to import it; null where another process has begun something meanwhile. */
export async function startImportJob(
  { document }: { document: UploadDocument },
  kind: "check" | "run",
  begun: Begun,
  context: AppLoadContext,
): Promise<OwnJob | null> {
  const told: Progress = {
    ...{ bytes: 0, rows: 0, rejected: [], leftOut: [], summary: null, unclearDates: [], problem: null },
  };
  const job = await startUploadJob(
    document,
    kind,
    {
      ...{ begun, told },
      problem: "Something went wrong on our side. Import the file again to go on; nothing is written twice.",
      work: (own) => work(document, { kind, begun, told, ...own }, context),
      // Not before: an import that isn't known to be finished is begun again, and reads it.
      whenFinished: async () => {
        if (kind === "check") return;
        await removeUploadFile(context.database, document, "sent");
        await dropCopy(document._id);
      },
    },
    context,
  );
  if (!job || kind === "check") return job;
  const { imports } = context.metrics;
  imports.inc({ state: "started" });
  const ended = job.ended.then(async (state) => {
    imports.inc({ state: state ?? "stopped" });
    if (begun.source && state) await recordImport(document, begun.source, { ...told, state }, context);
    return state;
  });
  return { ended };
}

/** Tells the audit log of an import, however it ended. */
async function recordImport(
  { organizationId, fileName }: UploadDocument,
  source: AuditSource,
  job: Pick<ImportJob, "state" | "summary" | "rows">,
  { database, log }: AppLoadContext,
): Promise<void> {
  await recordAudit(database, source, {
    ...{ organizationId, kind: "imported", detail: importDetail(fileName, job) },
  }).catch((error: unknown) => log.error(error, "An import isn't in the audit log"));
}

/** What the audit log says of an import. */
export function importDetail(
  fileName: string,
  { state, summary, rows }: Pick<ImportJob, "state" | "summary" | "rows">,
): string {
  const counts = summary ? `${summary.added} added, ${summary.changed} changed` : `after ${rows} rows`;
  return `${fileName}: ${state === "finished" ? "" : `${state}, `}${counts}`;
}

/** A job that this process does. */
interface Doing {
  id: string;
  kind: "check" | "run";
  begun: Begun;
  told: Progress;
  signal: AbortSignal;
}

async function work(
  upload: UploadDocument,
  { id, kind, begun: { choice, reading, operationId }, told, signal }: Doing,
  context: AppLoadContext,
): Promise<"finished" | "stopped" | "failed"> {
  const { database, now, metrics } = context;
  const organization = await findOrganization(database, upload.organizationId);
  if (!organization) throw new Error(`There is no organization ${upload.organizationId}`);
  const sent = await readLocally(upload, choice.encoding, context);
  if (sent.outcome === "unreadable") {
    told.problem = sent.problem;
    return "failed";
  }
  const map = mapOfChoice(choice.columns);
  const open = () => createReadStream(sent.path, { highWaterMark: 65_536 });
  const isRun = kind === "run";
  const { order } = await surveyFile(open(), {
    map,
    encoding: reading.encoding,
    timeZone: organization.timeZone,
    signal,
  });
  if (order && "examples" in order) told.unclearDates = order.examples;
  const rejects = isRun ? rejectedFile(writeUploadFile(database, upload, id), reading) : nowhere;
  const result = await importContacts(database, {
    organization,
    source: open(),
    encoding: reading.encoding,
    isEncodingSaid: choice.encoding !== undefined,
    map,
    dates: (order && "order" in order ? order.order : choice.dates) ?? "either",
    assign: choice.assign,
    assignRest: choice.rest,
    clearEmpty: choice.clearEmpty,
    userId: upload.userId,
    operationId,
    dryRun: !isRun,
    now,
    signal,
    mostRows: MOST_ROWS,
    onProgress: ({ bytes, rows }) => {
      if (isRun) metrics.importRows.inc(rows - told.rows);
      Object.assign(told, { bytes, rows });
    },
    onRejected: (row, cells) => {
      if (told.rejected.length < MOST_REJECTED_SHOWN) told.rejected.push(row);
      return rejects.write(row, cells);
    },
    onLeftOut: (row) => {
      if (told.leftOut.length < MOST_REJECTED_SHOWN) told.leftOut.push(row);
    },
  }).finally(rejects.end);
  if (result.outcome === "refused") {
    told.problem = describeProblem(result.problem, upload.fileName, organization);
    return "failed";
  }
  told.summary = result.summary;
  return result.outcome === "stopped" ? "stopped" : "finished";
}

const nowhere = { write: async () => undefined, end: async () => undefined };

/** Writes the rows that an import rejects to a file. */
function rejectedFile(file: ReturnType<typeof writeUploadFile>, { columns, size }: Reading) {
  const mostLength = 3 * size + MOST_REPEATED_LENGTH;
  let length = 0;
  const write = (text: string) => file.write(Buffer.from(text));
  // What a spreadsheet needs to take it for UTF-8.
  const begun = write(`\uFEFF${rejectedHeader(columns)}`);
  return {
    write: async (row: RejectedRow, cells?: readonly string[]) => {
      if (length > mostLength) return;
      await begun;
      const line = rejectedLine(columns, row, cells);
      length += line.length;
      await write(line);
      if (length <= mostLength) return;
      await write(
        rejectedLine(columns, { line: row.line, reasons: ["This file ends here: too many rows are rejected"] }),
      );
    },
    end: async () => {
      await begun;
      await file.end();
    },
  };
}
