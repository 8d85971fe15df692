import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppLoadContext } from "@remix-run/node";
import type { Temporal } from "temporal-polyfill";
import { findOrganization, type Database, type Scope } from "../database.server.ts";
import type { Encoding } from "../domain/encodings.ts";
import type { ImportJob, UploadedFile } from "./import-job.server.ts";
import type { UndoJob } from "./undo-job.server.ts";
import { readSent, type Reading } from "./reading.server.ts";

const KEPT_MILLISECONDS = 60 * 60_000;
/** How soon a file goes after a contact of its organization was erased, who may stand in it. */
const LOOK_MILLISECONDS = 5_000;

/** A file that a user has uploaded to import, with what has been done with it. */
export interface Upload extends UploadedFile {
  id: string;
  uploadedAt: Temporal.Instant;
  /** The file as it seems to be written. */
  reading: Reading;
  /** The file as it is written where somebody has said how. */
  others: Map<Encoding, Awaited<ReturnType<typeof readSent>>>;
  /** The last check of the file, which writes nothing. */
  check: ImportJob | null;
  /** The import itself. */
  run: ImportJob | null;
  /** The undo of the import. */
  undo: UndoJob | null;
}

/** This process keeps the uploads: an import is a matter of minutes, and begun again it changes nothing twice. */
const uploads = new Map<string, Upload>();

/** A new empty folder for an upload. */
export function uploadDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), "follow-ups-import-"));
}

/**
 * Keeps an upload for an hour, or until its user uploads another, a contact of its organization is erased, or the server
 * stops; returns its id.
 */
export function keepUpload(
  upload: Omit<Upload, "id" | "uploadedAt" | "others" | "check" | "run" | "undo">,
  context: Pick<AppLoadContext, "stopping" | "database" | "log" | "now">,
): string {
  for (const earlier of uploads.values()) {
    if (isOf(earlier, upload) && earlier.run?.state !== "running") dropUpload(earlier.id);
  }
  const id = randomBytes(15).toString("base64url");
  const kept: Upload = {
    ...upload,
    id,
    uploadedAt: context.now,
    others: new Map(),
    check: null,
    run: null,
    undo: null,
  };
  uploads.set(id, kept);
  setTimeout(() => dropUpload(id), KEPT_MILLISECONDS).unref();
  const looking = setInterval(() => {
    if (!uploads.has(id)) return clearInterval(looking);
    dropErased(context.database, kept).catch((error: unknown) => context.log.warn(error, "Can't look for erasures"));
  }, LOOK_MILLISECONDS).unref();
  context.stopping.addEventListener("abort", () => dropUpload(id), { once: true });
  return id;
}

/** The user's upload with that id in their current organization; throws a 404 answer where there is none. */
export function requireUpload(scope: Scope, id: string | undefined): Upload {
  const upload = uploads.get(id ?? "");
  if (upload && isOf(upload, scope)) return upload;
  throw new Response(
    "This upload is no longer there. Uploads are kept for an hour, unless a contact is erased; choose the file again.",
    { status: 404 },
  );
}

/** The same, where no contact of the organization was erased since, who may stand in it. */
export async function requireCurrentUpload(
  { database }: Pick<AppLoadContext, "database">,
  scope: Scope,
  id: string | undefined,
): Promise<Upload> {
  await dropErased(database, requireUpload(scope, id));
  return requireUpload(scope, id);
}

/** Drops an upload where its organization is erased, and, unless its import runs, where a contact of it was erased since. */
async function dropErased(database: Database, { id, organizationId, uploadedAt, run }: Upload): Promise<void> {
  const organization = await findOrganization(database, organizationId);
  if (!organization || organization.closed) return dropUpload(id);
  const erasedAt = organization.contactErasedAt;
  if (!erasedAt || erasedAt.getTime() < uploadedAt.epochMilliseconds || run?.state === "running") return;
  dropUpload(id);
}

/** The upload as it is read in an encoding, and as it seems to be written where it can't be read so, with the reason. */
export async function readUpload(
  upload: Upload,
  encoding: Encoding | undefined,
  { stopping }: Pick<AppLoadContext, "stopping">,
): Promise<{ reading: Reading; problem: string | null }> {
  const { reading, others, directory } = upload;
  if (encoding === undefined || reading.readAs === null || reading.readAs === encoding) {
    return { reading, problem: null };
  }
  const read = others.get(encoding) ?? (await readSent(directory, { encoding, signal: stopping }));
  others.set(encoding, read);
  return read.outcome === "read" ? { reading: read.reading, problem: null } : { reading, problem: read.problem };
}

function isOf(upload: Scope, { organizationId, userId }: Scope): boolean {
  return upload.organizationId === organizationId && upload.userId === userId;
}

function dropUpload(id: string): void {
  const upload = uploads.get(id);
  if (!upload) return;
  uploads.delete(id);
  upload.check?.stop();
  upload.run?.stop();
  rmSync(upload.directory, { recursive: true, force: true });
}
