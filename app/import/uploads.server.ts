import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppLoadContext } from "@remix-run/node";
import type { Scope } from "../database.server.ts";
import type { ImportJob, UploadedFile } from "./import-job.server.ts";

const KEPT_MILLISECONDS = 60 * 60_000;

/** A file that a user has uploaded to import, with what has been done with it. */
export interface Upload extends UploadedFile {
  id: string;
  /** The first rows, in cells: those that are shown, and more to guess the columns by. */
  rows: string[][];
  /** The last check of the file, which writes nothing. */
  check: ImportJob | null;
  /** The import itself. */
  run: ImportJob | null;
}

/** This process keeps the uploads: an import is a matter of minutes, and begun again it changes nothing twice. */
const uploads = new Map<string, Upload>();

/** A new empty folder for an upload. */
export function uploadDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), "follow-ups-import-"));
}

/** Keeps an upload for an hour, or until its user uploads another or the server stops; returns its id. */
export function keepUpload(
  upload: Omit<Upload, "id" | "check" | "run">,
  { stopping }: Pick<AppLoadContext, "stopping">,
): string {
  for (const earlier of uploads.values()) {
    if (isOf(earlier, upload) && earlier.run?.state !== "running") dropUpload(earlier.id);
  }
  const id = randomBytes(15).toString("base64url");
  uploads.set(id, { ...upload, id, check: null, run: null });
  setTimeout(() => dropUpload(id), KEPT_MILLISECONDS).unref();
  stopping.addEventListener("abort", () => dropUpload(id), { once: true });
  return id;
}

/** The user's upload with that id in their current organization; throws a 404 answer where there is none. */
export function requireUpload(scope: Scope, id: string | undefined): Upload {
  const upload = uploads.get(id ?? "");
  if (upload && isOf(upload, scope)) return upload;
  throw new Response("This upload is no longer there. Uploads are kept for an hour; choose the file again.", {
    status: 404,
  });
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
