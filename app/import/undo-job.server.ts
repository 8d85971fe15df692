import type { AppLoadContext } from "@remix-run/node";
import { findNames, undoImport, type AuditSource, type UndoneImport } from "../database.server.ts";
import type { ImportJob } from "./import-job.server.ts";

/** The undo of an import, which goes on by itself. */
export interface UndoJob {
  state: "running" | "finished" | "failed";
  done: number;
  total: number;
  undone: UndoneImport | null;
  /** The names of the first contacts that were left. */
  leftNames: string[];
  problem: string | null;
  /** Resolved when it has ended, however that was. */
  ended: Promise<void>;
}

/** An import that may be taken back. */
interface Undoable {
  organizationId: string;
  run: ImportJob | null;
  undo: UndoJob | null;
}

/** Starts to take back what the upload's import did; one that runs or is through is not started again. */
export function startUndo(upload: Undoable, source: AuditSource, context: AppLoadContext): UndoJob | null {
  const operationId = upload.run?.summary?.operationId;
  if (operationId === undefined) return null;
  if (upload.undo && upload.undo.state !== "failed") return upload.undo;
  const job: UndoJob = {
    ...{ state: "running", done: 0, total: 0, undone: null, leftNames: [], problem: null },
    ended: Promise.resolve(),
  };
  job.ended = work(job, upload, { operationId, source }, context).catch((error: unknown) => {
    context.log.error(error, "The undo of an import failed");
    Object.assign(job, { state: "failed", problem: "Something went wrong on our side. Undo again to go on." });
  });
  upload.undo = job;
  return job;
}

async function work(
  job: UndoJob,
  { organizationId }: Undoable,
  { operationId, source }: { operationId: string; source: AuditSource },
  { database, stopping }: AppLoadContext,
): Promise<void> {
  const result = await undoImport(database, organizationId, {
    operationId,
    source,
    signal: stopping,
    onProgress: (progress) => Object.assign(job, progress),
  });
  if (result.outcome === "importUndone") {
    const leftNames = await findNames(database, organizationId, result.leftIds);
    Object.assign(job, { state: "finished", undone: result, leftNames });
  } else Object.assign(job, { state: "failed", problem: "This import can’t be undone any more." });
}
