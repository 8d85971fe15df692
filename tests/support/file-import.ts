import { readFile, writeFile } from "node:fs/promises";
import type { AppLoadContext } from "@remix-run/node";
import { Temporal } from "temporal-polyfill";
import { guessColumns } from "../../app/domain/column-guess.ts";
import type { ImportChoice } from "../../app/import/import-choice.ts";
import { startImportJob, type ImportJob } from "../../app/import/import-job.server.ts";
import { importView, type ImportView } from "../../app/import/import-view.ts";
import { uploadDirectory } from "../../app/import/local-copies.server.ts";
import { readSent, sentPath } from "../../app/import/reading.server.ts";
import { keepUpload, requireCurrentUpload } from "../../app/import/uploads.server.ts";
import type { ContactDocument, Database, OrganizationDocument } from "../../db/collections.ts";
import { addTestOrganization, addTestUser } from "./database.ts";
import { borrowDatabase } from "./shared-server.ts";

/** What an import of a file told, and the table that it read. */
export interface ImportedFile {
  view: ImportView;
  job: ImportJob;
  /** The file as CSV in UTF-8. */
  table: string;
}

/** An organization that files are imported into as the import page does, without the page. */
export interface FileImports {
  database: Database;
  organization: OrganizationDocument;
  /** A member: Ann Berg. */
  memberId: string;
  /** Imports as the page proposes, or checks; rejects where the file can't be read. */
  import(file: string | Uint8Array, changes?: Partial<ImportChoice> & { dryRun?: boolean }): Promise<ImportedFile>;
  contacts(): Promise<ContactDocument[]>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a database with an organization, and imports files into it. */
export async function openFileImports(): Promise<FileImports> {
  const { database } = await borrowDatabase();
  const organization = await addTestOrganization(database, "first");
  const memberId = await addTestUser(database, "ann@hub.example", organization);
  await database.users.updateOne({ _id: memberId }, { $set: { name: "Ann Berg" } });
  const organizationId = organization._id;
  const stopping = new AbortController();
  let now = Temporal.Instant.from("2026-11-05T10:00:00Z");
  return {
    ...{ database, organization, memberId },
    async import(file, { dryRun = false, ...changes } = {}) {
      const directory = await uploadDirectory();
      await writeFile(sentPath(directory), file);
      const read = await readSent(directory, { encoding: changes.encoding, signal: stopping.signal });
      if (read.outcome === "unreadable") throw new Error(read.problem);
      const { reading, path } = read;
      const table = new TextDecoder(reading.encoding).decode(await readFile(path));
      const choice = {
        columns: guessColumns(reading.columns, reading.rows),
        ...{ assign: undefined, rest: undefined, clearEmpty: false, ...changes },
      };
      now = now.add({ minutes: 1 });
      const context = {
        ...{ database, now, stopping: stopping.signal },
        log: { error: (error: unknown) => Promise.reject(error), warn: (error: unknown) => Promise.reject(error) },
        metrics: { imports: { inc: () => {} }, importRows: { inc: () => {} } },
      } as unknown as AppLoadContext;
      const scope = { organizationId, userId: memberId };
      const sent = { ...scope, directory, fileName: "people.csv", sent: read };
      const id = await keepUpload(sent, { ...context, now: Temporal.Now.instant() });
      const kind = dryRun ? "check" : "run";
      const upload = await requireCurrentUpload(context, scope, id);
      await (
        await startImportJob(upload, kind, { reading, choice }, context)
      )?.ended;
      const ended = await requireCurrentUpload(context, scope, id);
      const job = ended[kind]!;
      if (!job.summary) throw new Error(job.problem ?? "no summary");
      const view = importView(ended, { choice, reading, problem: null }, "en-GB");
      return { view, job, table };
    },
    contacts: () => database.contacts.find({ organizationId }).sort({ id: 1 }).toArray(),
    async clear() {
      for (const name of ["contacts", "activities", "operations", "importedChanges"] as const)
        await database[name].deleteMany({});
    },
    async close() {
      stopping.abort();
    },
  };
}
