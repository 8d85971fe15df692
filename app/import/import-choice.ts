import type { ColumnMap } from "../database.server.ts";
import type { ColumnChoice, ColumnUse } from "../domain/column-guess.ts";
import { IMPORT_FIELDS } from "../domain/import-row.ts";
import { DATE_ORDERS, type DateOrder } from "../domain/written-date.ts";

/** What a file's columns are read as, and whom every contact is assigned to besides. */
export interface ImportChoice {
  columns: ColumnChoice;
  /** A member's id. */
  assign: string | undefined;
  /** An empty cell clears what is stored. */
  clearEmpty: boolean;
  /** What comes first in dates that don't tell; absent while nobody has said. */
  dates?: DateOrder | undefined;
}

/** What columns can be read as, in the order of the form, with the words that it shows. */
export const COLUMN_USES: readonly { use: ColumnUse; label: string; help?: string }[] = [
  { use: "name", label: "Name", help: "The full name, or the first name where the last one has its own column." },
  { use: "lastName", label: "Last name" },
  { use: "email", label: "Email" },
  { use: "phone", label: "Phone" },
  { use: "company", label: "Company" },
  {
    use: "nextFollowUpDate",
    label: "Follow-up date",
    help: "Such as 2026-01-31, 31.1.2026, 1/31/2026 or 31 Jan 2026.",
  },
  { use: "leadQuality", label: "Lead quality", help: "Hot, warm, cold or nurture." },
  { use: "status", label: "Status", help: "Active, inactive or archived." },
  { use: "assignees", label: "Assignees", help: "Emails of members, separated by semicolons." },
  { use: "photoUrl", label: "Photo", help: "An https address." },
  { use: "cadenceDays", label: "Cadence (days)", help: "A whole number. 0 is none, empty goes by lead quality." },
  { use: "id", label: "Id", help: "It tells contacts apart. Without one, the email does, or else the name." },
];

/** The choice that a form or an address holds; columns that the file hasn't and strangers are passed over. */
export function readChoice(
  fields: FormData | URLSearchParams,
  columns: readonly string[],
  memberIds: readonly string[],
): ImportChoice {
  const chosen = COLUMN_USES.flatMap(({ use }) => {
    const column = fields.get(use);
    return typeof column === "string" && column !== "" && columns.includes(column) ? [[use, column]] : [];
  });
  const assign = fields.get("assign");
  return {
    columns: Object.fromEntries(chosen) as ColumnChoice,
    assign: typeof assign === "string" && memberIds.includes(assign) ? assign : undefined,
    clearEmpty: fields.get("clearEmpty") === "on",
    dates: DATE_ORDERS.find((order) => order === fields.get("dates")),
  };
}

/** True where both ask for the same. */
export function isSameChoice(one: ImportChoice, other: ImportChoice): boolean {
  if (one.clearEmpty !== other.clearEmpty || one.dates !== other.dates) return false;
  return one.assign === other.assign && COLUMN_USES.every(({ use }) => one.columns[use] === other.columns[use]);
}

/** The choice as the import takes it: what no column was chosen for isn't read. */
export function columnMapOf({ columns: { lastName, ...columns } }: ImportChoice): ColumnMap {
  const map = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, columns[field] ?? null])) as ColumnMap;
  if (lastName === undefined || lastName === columns.name) return map;
  return { ...map, name: columns.name === undefined ? lastName : [columns.name, lastName] };
}
