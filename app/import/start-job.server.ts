import type { AppLoadContext } from "@remix-run/node";
import type { AuditSource } from "../database.server.ts";
import { isSameChoice, type ImportChoice } from "./import-choice.ts";
import { startJob, type ImportJob } from "./import-job.server.ts";
import type { Reading } from "./reading.server.ts";
import type { Upload } from "./uploads.server.ts";

/** The check of the file as `choice` reads it: the one that there is, or a new one in place of another. */
export function startCheck(
  upload: Upload,
  { reading, choice }: { reading: Reading; choice: ImportChoice },
  context: AppLoadContext,
): ImportJob {
  if (upload.check && isSameChoice(upload.check.choice, choice)) return upload.check;
  upload.check?.stop();
  upload.check = startJob(upload, { reading, choice, dryRun: true }, context);
  return upload.check;
}

/** The import of the file: the one that there is, so that a form sent twice imports once, or a new one. */
export function startRun(
  upload: Upload,
  { reading, choice, source }: { reading: Reading; choice: ImportChoice; source: AuditSource },
  context: AppLoadContext,
): ImportJob {
  if (upload.run?.state === "running" || upload.run?.state === "finished") return upload.run;
  upload.check?.stop();
  upload.check = null;
  upload.run = startJob(upload, { reading, choice, dryRun: false, source }, context);
  return upload.run;
}
