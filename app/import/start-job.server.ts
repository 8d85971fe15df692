import type { AppLoadContext } from "@remix-run/node";
import { isUndoBegun, newId, type AuditSource } from "../database.server.ts";
import { isSameChoice, type ImportChoice } from "./import-choice.ts";
import { startImportJob } from "./import-job.server.ts";
import type { Reading } from "./reading.server.ts";
import type { Upload } from "./uploads.server.ts";

/** Checks the file as `choice` reads it, unless it is checked so already; another check ends. */
export async function startCheck(
  upload: Upload,
  { reading, choice }: { reading: Reading; choice: ImportChoice },
  context: AppLoadContext,
): Promise<void> {
  const { check } = upload;
  if (check && check.state !== "stopped" && isSameChoice(check.choice, choice)) return;
  await startImportJob(upload, "check", { reading, choice }, context);
}

/** Imports the file, unless it is imported already, so that a form sent twice imports once. */
export async function startRun(
  upload: Upload,
  { reading, choice, source }: { reading: Reading; choice: ImportChoice; source: AuditSource },
  context: AppLoadContext,
): Promise<void> {
  if (upload.run?.state === "running" || upload.run?.state === "finished") return;
  const goesOn = await operationOfStopped(upload, choice, context);
  const operation = { operationId: goesOn ?? newId("op"), isAgain: goesOn !== null };
  await startImportJob(upload, "run", { reading, choice, source, ...operation }, context);
}

/** The operation of an import that was broken off, where this one goes on with it, so that one undo takes back both. */
async function operationOfStopped(
  { document: { organizationId }, run }: Upload,
  choice: ImportChoice,
  { database }: AppLoadContext,
): Promise<string | null> {
  // Read in another way, a file may change again what it has changed: each has its own undo.
  if (run?.operationId === undefined || !isSameChoice(run.choice, choice)) return null;
  return (await isUndoBegun(database, organizationId, run.operationId)) ? null : run.operationId;
}
