import { once } from "node:events";
import { Command, Option } from "commander";
import { commandLine, recordAudit } from "../audit.ts";
import {
  EXPORT_FORMATS,
  EXPORT_TABLES,
  exportOrganization,
  type ExportFormat,
  type ExportTable,
} from "../export/export-organization.ts";
import { readSlug } from "./arguments.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { withOrganization } from "./open.ts";
import type { Finish } from "./program.ts";

interface ExportOptions {
  organization: string;
  format: ExportFormat;
  what?: ExportTable;
}

const DETAILS = `
ndjson has one object a line, whose type is contact or activity: contacts first, then activities, unless --what picks
one of them. Importing it adds both again, here or in another database. Users are named by email.

csv is one table: the contacts, in the columns that import reads, or with --what activities the activities. A value
that a spreadsheet would take for a formula gets an apostrophe before it, which import takes off again.

Examples:
  npm run -s db -- export --organization northwind > northwind.ndjson
  npm run -s db -- export --organization northwind --format csv > contacts.csv
  npm run -s db -- export --organization northwind --format csv --what activities > activities.csv`;

/** `export`. */
export function exportCommand(finish: Finish): Command {
  return new Command("export")
    .description("writes all of an organization's contacts and activities on stdout")
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .addOption(new Option("--format <format>", "how to write them").choices(EXPORT_FORMATS).default("ndjson"))
    .addOption(
      new Option("--what <table>", "only one of the two (default: both for ndjson, contacts for csv)").choices(
        EXPORT_TABLES,
      ),
    )
    .addHelpText("after", DETAILS)
    .action(async (options: ExportOptions) => finish(await exportFrom(options)));
}

function exportFrom({ organization: slug, format, what }: ExportOptions): Promise<ExitCode> {
  const tables = what ? [what] : format === "csv" ? (["contacts"] as const) : EXPORT_TABLES;
  return withOrganization(slug, async (database, organization) => {
    const entry = {
      organizationId: organization._id,
      kind: "exported",
      detail: `${tables.join(", ")}, ${format}`,
    } as const;
    await recordAudit(database, commandLine(new Date()), entry);
    await writeAll(exportOrganization(database, organization, { format, tables }), process.stdout);
    return EXIT.done;
  });
}

/** Writes chunks as fast as the reader takes them; ends early, without an error, where the reader goes away. */
async function writeAll(chunks: AsyncIterable<string>, output: NodeJS.WriteStream): Promise<void> {
  let failure: NodeJS.ErrnoException | null = null;
  output.on("error", (error: NodeJS.ErrnoException) => {
    failure = error;
  });
  const drained = async () => {
    await once(output, "drain").catch((error: NodeJS.ErrnoException) => {
      failure = error;
    });
  };
  for await (const chunk of chunks) {
    if (!output.write(chunk)) await drained();
    if (failure) break;
  }
  // What is written last may fail only now.
  await new Promise<void>((resolve) => output.write("", () => resolve()));
  const failed = failure as NodeJS.ErrnoException | null;
  if (failed && failed.code !== "EPIPE") throw failed;
}
