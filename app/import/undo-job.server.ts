import type { AppLoadContext } from "@remix-run/node";
import { findNames, undoImport, type AuditSource, type UndoneImport, type UploadDocument } from "../database.server.ts";
import type { ImportJob } from "./import-job.server.ts";
import { startUploadJob } from "./upload-job.server.ts";

/** How far the undo of an import is, or what came of it. */
interface UndoProgress {
  done: number;
  total: number;
  undone: UndoneImport | null;
  /** The names of the first contacts that were left. */
  leftNames: string[];
  problem: string | null;
}

/** The undo of an import, which goes on by itself. */
export interface UndoJob extends UndoProgress {
  state: "running" | "finished" | "stopped" | "failed";
}

/** An import that may be taken back. */
interface Undoable {
  document: UploadDocument;
  run: ImportJob | null;
  undo: UndoJob | null;
}

/** Starts to take back what the upload's import did; one that runs or is through is not started again. */
export async function startUndo(upload: Undoable, source: AuditSource, context: AppLoadContext): Promise<void> {
  const operationId = upload.run?.summary?.operationId;
  const { undo } = upload;
  if (operationId === undefined || undo?.state === "running" || undo?.state === "finished") return;
  const told: UndoProgress = { done: 0, total: 0, undone: null, leftNames: [], problem: null };
  const { organizationId } = upload.document;
  const work = async ({ signal }: { signal: AbortSignal }) => {
    const result = await undoImport(context.database, organizationId, {
      ...{ operationId, source, signal },
      onProgress: (progress) => Object.assign(told, progress),
    });
    if (result.outcome === "stopped") return "stopped";
    if (result.outcome !== "importUndone") {
      told.problem = "This import can’t be undone any more.";
      return "failed";
    }
    const leftNames = await findNames(context.database, organizationId, result.leftIds);
    Object.assign(told, { undone: result, leftNames });
    return "finished";
  };
  const problem = "Something went wrong on our side. Undo again to go on.";
  await startUploadJob(upload.document, "undo", { begun: {}, told, problem, work }, context);
}
