import { Command, Option } from "commander";
import { Temporal } from "temporal-polyfill";
import { LONGEST_CADENCE_DAYS } from "../../app/domain/cadence.ts";
import { IMPORT_FIELDS, quoted } from "../../app/domain/import-row.ts";
import { ENCODING_NAMES, type Encoding } from "../../app/domain/encodings.ts";
import { DATE_ORDERS, type DateOrder } from "../../app/domain/written-date.ts";
import { commandLine, recordAudit } from "../audit.ts";
import type { Database, OrganizationDocument } from "../collections.ts";
import { importContacts, type ImportSummary, type RejectedRow } from "../import/import-contacts.ts";
import { describeProblem } from "../import/problems.ts";
import { surveyFile } from "../import/survey.ts";
import { mapOfFile } from "./map-of-file.ts";
import { readEmail, readMapping, readSlug, type Mappings } from "./arguments.ts";
import { EXIT, EXIT_CODES_HELP, type ExitCode } from "./exit-codes.ts";
import { bytesOf, withInputFile, withTableFile, type TableInput } from "./input-file.ts";
import { refuse, remark, say } from "./messages.ts";
import { withOrganization } from "./open.ts";
import { startProgress } from "./progress.ts";
import type { Finish } from "./program.ts";
import { withStopSignal } from "./stop-signal.ts";

const MOST_ROWS_SHOWN = 100;

interface CommandOptions {
  organization: string;
  dryRun?: boolean;
  clearEmpty?: boolean;
  map?: Mappings;
  assign?: string;
  assignRest?: string;
  dates?: DateOrder;
  encoding?: Encoding;
}

const DETAILS = `
FILE is CSV with a header line, NDJSON with one object a line (as mongoexport and this program's export write it), an
Excel workbook (.xlsx, its first sheet) or vCards (.vcf); - reads stdin. Commas, semicolons, tabs or bars. Which letters
the bytes of a text are is found by what it says; --encoding says it otherwise.

Fields: ${IMPORT_FIELDS.join(", ")}
  Columns are found by their headers, as in the browser; --map says it otherwise. Of several, a name is all of them
  together, and other fields are the first that isn't empty. A field that the file doesn't have, or that is empty, stays as
  it is; with --clear-empty an empty one is cleared, and so it is in this program's own export. A new contact without a
  name goes by its email, or else its id. A date that can't be read, or an assignee who is no user, is left out, and told.
  assignees        emails, ids or names of users, separated by ;
  leadQuality      HOT, WARM, COLD or NURTURE
  status           ACTIVE, INACTIVE or ARCHIVED; a new contact without one is ACTIVE
  photoUrl         an https address
  nextFollowUpDate YYYY-MM-DD, 2 Jan 2026, 31.12.2025, 12/31/2025, Excel's count of days and the like; a date-time with a
                   zone becomes the date in the organization's time zone. What comes first, day, month or year, is
                   read from the whole column; where that doesn't tell, --dates has to
  cadenceDays      a whole number of days from 0 to ${LONGEST_CADENCE_DAYS}; 0 is no cadence, empty goes by lead quality

A contact with the same id is changed, where it differs; importing a file twice changes nothing the second time. Bad
rows are named on stderr, the first ${MOST_ROWS_SHOWN} of them, and the good ones go in.

Examples:
  npm run db -- import contacts.csv --organization northwind --dry-run
  npm run db -- import people.csv --organization northwind --map id=person_id --map name=full_name \\
    --assign ada@example.com
  npm run -s db -- export --organization northwind | npm run db -- import - --organization copy

${EXIT_CODES_HELP}`;

/** `import`. */
export function importCommand(finish: Finish): Command {
  return new Command("import")
    .description("adds the contacts of a file to an organization, or changes those that differ")
    .argument("<file>", "CSV, NDJSON, .xlsx or .vcf; - for stdin")
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .option("--dry-run", "reads and compares everything, and writes nothing")
    .option("--clear-empty", "an empty cell clears what is stored")
    .addOption(new Option("--dates <order>", "what comes first in dates such as 01/02/2026").choices(DATE_ORDERS))
    .addOption(new Option("--encoding <name>", "how the file's text is written").choices(ENCODING_NAMES))
    .option("--map <field=column>", "reads a field from a column of another name; may be given again", readMapping)
    .option("--assign <email>", "assigns every contact of the file to that user too", readEmail)
    .option("--assign-rest <email>", "assigns the contacts to that user of whom the file names no owner", readEmail)
    .addHelpText("after", DETAILS)
    .action(async (file: string, options: CommandOptions) => finish(await importFrom(file, options)));
}

async function importFrom(file: string, options: CommandOptions): Promise<ExitCode> {
  return withStopSignal((signal) =>
    withInputFile(file, signal, (input) =>
      withTableFile(input, { encoding: options.encoding, signal }, (table) =>
        withOrganization(options.organization, (database, organization) =>
          importInput(database, organization, { ...options, input: table, signal }),
        ),
      ),
    ),
  );
}

async function importInput(
  database: Database,
  organization: OrganizationDocument,
  {
    input,
    signal,
    dryRun = false,
    clearEmpty = false,
    assign,
    assignRest,
    dates,
    ...options
  }: { input: TableInput; signal: AbortSignal } & Omit<CommandOptions, "organization">,
): Promise<ExitCode> {
  const { fileName } = input;
  const progress = startProgress(dryRun ? "Checking" : "Importing", input.size);
  const rejected: RejectedRow[] = [];
  const leftOut: RejectedRow[] = [];
  const keepFirst = (rows: RejectedRow[]) => (row: RejectedRow) => {
    if (rows.length < MOST_ROWS_SHOWN) rows.push(row);
  };
  if (input.otherSheets.length > 0) remark(`Other sheets, not imported: ${input.otherSheets.join(", ")}.`);
  const map = await mapOfFile(input, options.map ?? {});
  const { order } = await surveyFile(bytesOf(input), {
    map,
    encoding: input.encoding,
    timeZone: organization.timeZone,
    signal,
  });
  const result = await importContacts(database, {
    organization,
    source: bytesOf(input),
    encoding: input.encoding,
    isEncodingSaid: options.encoding !== undefined,
    map,
    dates: dates ?? (order && "order" in order ? order.order : "either"),
    assign,
    assignRest,
    dryRun,
    clearEmpty,
    now: Temporal.Now.instant(),
    onProgress: ({ bytes, rows }) => progress.update(bytes, `${rows} rows`),
    onRejected: keepFirst(rejected),
    onLeftOut: keepFirst(leftOut),
    signal,
  }).finally(() => progress.stop());
  if (result.outcome === "refused") return refuse(describeProblem(result.problem, fileName, organization));

  const { summary } = result;
  if (!dryRun) {
    const detail = `${fileName}: ${result.outcome === "stopped" ? "stopped, " : ""}${summary.added} added, ${summary.changed} changed`;
    const now = new Date();
    await recordAudit(database, commandLine(now), { organizationId: organization._id, kind: "imported", detail });
  }
  for (const { line, reasons } of rejected) remark(`line ${line}: ${reasons.join("; ")}`);
  if (summary.rejected > rejected.length) remark(`and ${summary.rejected - rejected.length} more`);
  for (const { line, reasons } of leftOut) remark(`line ${line} went in without this: ${reasons.join("; ")}`);
  if (summary.leftOut > leftOut.length) remark(`and ${summary.leftOut - leftOut.length} more`);
  if (order && "examples" in order && !dates) {
    remark(
      `Dates such as ${order.examples.join(", ")} were left out: say ${DATE_ORDERS.map((choice) => `--dates ${choice}`).join(" or ")}, and import ${fileName} again.`,
    );
  }
  for (const { line, text } of summary.asides) remark(`line ${line} is no part of the table: ${quoted(text)}`);
  for (const { column, count, examples } of summary.notTaken) {
    const told = examples.map(({ line, value }) => `${quoted(value)} on line ${line}`).join(", ");
    const such = count > examples.length ? "such as " : "";
    remark(`Not imported of ${column}: ${counted(count, "value", "values")}, ${such}${told}`);
  }
  if (summary.unassigned > 0 && (map.assignees || assignRest)) {
    remark(`${counted(summary.unassigned, "contact is", "contacts are")} in nobody's follow-ups.`);
  }
  const { alike, neverDue } = summary;
  for (const { name, other } of alike.examples) {
    remark(`${quoted(name)} is new, with the email or phone of ${quoted(other.name)} (${other.id})`);
  }
  if (alike.count > alike.examples.length) remark(`and ${alike.count - alike.examples.length} more`);
  if (neverDue > 0) {
    remark(`${counted(neverDue, "contact", "contacts")} with a follow-up date: archived, so never due.`);
  }
  if (input.readAs && input.readAs !== "utf-8" && !options.encoding) {
    remark(`${fileName} is not UTF-8; it was read as ${input.readAs}. Where that is wrong, say --encoding.`);
  }
  say(describeSummary(summary, dryRun));
  if (!dryRun && summary.added + summary.changed > 0) {
    remark(`For a day: npm run db -- undo-import ${summary.operationId} --organization ${organization.slug}`);
  }
  if (result.outcome === "stopped") {
    remark("Stopped; import the file again to go on.");
    return EXIT.stopped;
  }
  return summary.rejected ? EXIT.rowsRejected : EXIT.done;
}

function describeSummary(
  { added, changed, unchanged, rejected, leftOut, activities }: ImportSummary,
  dryRun: boolean,
): string {
  const contacts = `${counted(added + changed + unchanged, "contact", "contacts")}: ${added} added, ${changed} changed, ${unchanged} unchanged`;
  const restored = activities ? `; ${counted(activities, "activity", "activities")} added` : "";
  const partly = leftOut ? `; ${counted(leftOut, "line", "lines")} went in without something` : "";
  const end = `${contacts}${restored}${partly}; ${counted(rejected, "line", "lines")} rejected.`;
  return dryRun ? `Dry run, nothing was written. ${end}` : end;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
