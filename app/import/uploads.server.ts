import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { AppLoadContext } from "@remix-run/node";
import {
  addUpload,
  erasedSince,
  findUpload,
  isLostJob,
  recordAudit,
  removeUploads,
  stopLostJob,
  UPLOAD_JOBS,
  writeUploadFile,
  type Scope,
  type UploadDocument,
  type UploadJobDocument,
} from "../database.server.ts";
import type { Encoding } from "../domain/encodings.ts";
import { importDetail, type ImportJob } from "./import-job.server.ts";
import { keepLocally, readLocally } from "./local-copies.server.ts";
import { sentPath, type Reading, type SentFile } from "./reading.server.ts";
import type { UndoJob } from "./undo-job.server.ts";
import { nowOf } from "../now.server.ts";

const KEPT_MILLISECONDS = 60 * 60_000;
/** Longer than a process is silent about a job that it does. */
const SILENT_MILLISECONDS = 1_500;

/** A file that a user has uploaded to import, with what has been done with it: as it is in the database, for all processes. */
export interface Upload {
  document: UploadDocument;
  id: string;
  fileName: string;
  /** The file as it seems to be written. */
  reading: Reading;
  /** The last check of the file, which writes nothing. */
  check: ImportJob | null;
  /** The import itself. */
  run: ImportJob | null;
  /** The undo of the import. */
  undo: UndoJob | null;
}

/** A file that was sent into a folder, as it was read there. */
interface ReceivedFile extends Scope {
  directory: string;
  fileName: string;
  sent: Extract<SentFile, { outcome: "read" }>;
}

/** Keeps an upload for an hour, or until its user uploads another or a contact of its organization is erased; returns its id. */
export async function keepUpload(
  { directory, sent, ...upload }: ReceivedFile,
  context: Pick<AppLoadContext, "stopping" | "database" | "log" | "now">,
): Promise<string> {
  const { database } = context;
  const uploadedAt = nowOf(context);
  const document: UploadDocument = {
    ...{ _id: randomBytes(15).toString("base64url"), ...upload, reading: sent.reading },
    ...{ check: null, run: null, undo: null },
    uploadedAt,
    expiresAt: new Date(uploadedAt.getTime() + KEPT_MILLISECONDS),
  };
  const file = writeUploadFile(database, document, "sent");
  for await (const bytes of createReadStream(sentPath(directory))) await file.write(bytes as Uint8Array);
  await file.end();
  await addUpload(database, document);
  await keepLocally(document, { directory, sent }, context);
  return document._id;
}

/**
 * The user's upload with that id in their current organization, where no contact of that was erased since, who may stand
 * in it; throws a 404 answer where there is none.
 */
export async function requireCurrentUpload(
  context: Pick<AppLoadContext, "database" | "now">,
  scope: Scope,
  id: string | undefined,
): Promise<Upload> {
  const { database } = context;
  const now = nowOf(context);
  const found = await findUpload(database, scope, id ?? "", now);
  const upload = found && (await withoutLostJobs(found, context));
  if (upload && !(await isErased(upload, context))) return uploadOf(upload);
  if (upload) await removeUploads(database, { organizationId: upload.organizationId, _id: upload._id }, now);
  throw new Response(
    "This upload is no longer there: uploads are kept for an hour, unless a contact is erased. Choose the file again.",
    { status: 404 },
  );
}

/** True where the upload's organization is erased or, unless it is being imported or undone, a contact of that was since. */
async function isErased(upload: UploadDocument, { database }: Pick<AppLoadContext, "database">): Promise<boolean> {
  const erased = await erasedSince(database, upload);
  const isInUse = upload.run?.state === "running" || upload.undo?.state === "running";
  return erased === "organization" || (erased === "contact" && !isInUse);
}

/** The upload with its jobs ended whose processes have ended in the middle; the audit log hears of an import. */
async function withoutLostJobs(
  upload: UploadDocument,
  { database, now }: Pick<AppLoadContext, "database" | "now">,
): Promise<UploadDocument> {
  const after = { ...upload };
  for (const kind of UPLOAD_JOBS) {
    const job = upload[kind];
    if (!job || !isLostJob(job, nowOf({ now }))) continue;
    // Its process tells by another clock, which may be wrong: one that goes on tells again meanwhile.
    await pause(SILENT_MILLISECONDS);
    if (!(await stopLostJob(database, upload, kind, job))) continue;
    const ended: UploadJobDocument = { ...job, state: "stopped" };
    after[kind] = ended;
    if (kind !== "run") continue;
    const { source, ...run } = jobOf<ImportJob>(ended)!;
    if (!source) continue;
    const detail = importDetail(upload.fileName, run);
    await recordAudit(database, source, { organizationId: upload.organizationId, kind: "imported", detail });
  }
  return after;
}

function uploadOf(document: UploadDocument): Upload {
  const { _id: id, fileName, reading, check, run, undo } = document;
  return {
    ...{ document, id, fileName, reading: reading as Reading },
    ...{ check: jobOf<ImportJob>(check), run: jobOf<ImportJob>(run), undo: jobOf<UndoJob>(undo) },
  };
}

/** The job as it was begun and as it is told of. */
function jobOf<Job>(job: UploadJobDocument | null): Job | null {
  return job && ({ ...job.begun, ...job.told, id: job.id, state: job.state } as Job);
}

/** The upload as it is read in an encoding, and as it seems to be written where it can't be read so, with the reason. */
export async function readUpload(
  { reading, document }: Upload,
  encoding: Encoding | undefined,
  context: Pick<AppLoadContext, "database" | "log" | "stopping">,
): Promise<{ reading: Reading; problem: string | null }> {
  if (encoding === undefined || reading.readAs === null || reading.readAs === encoding) {
    return { reading, problem: null };
  }
  const read = await readLocally(document, encoding, context);
  return read.outcome === "read" ? { reading: read.reading, problem: null } : { reading, problem: read.problem };
}
