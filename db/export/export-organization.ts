import { IMPORT_FIELDS } from "../../app/domain/import-row.ts";
import type { ActivityDocument, ContactDocument, Database, OrganizationDocument } from "../collections.ts";
import { loadMembers, type Members } from "../import/members.ts";
import { writeCell } from "./csv-cell.ts";

/** How an export can be written: NDJSON holds all there is, CSV one table. */
export const EXPORT_FORMATS = ["ndjson", "csv"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The tables of an organization. */
export const EXPORT_TABLES = ["contacts", "activities"] as const;
export type ExportTable = (typeof EXPORT_TABLES)[number];

const CHUNK_LENGTH = 65_536;
/** Documents that one answer of the database brings, so that others have a turn before the next. */
const BATCH_SIZE = 50;
const ACTIVITY_COLUMNS = [
  "contactId",
  "at",
  "action",
  "user",
  "dateBefore",
  "dateAfter",
  "operationId",
  "text",
  "changes",
  "outcome",
  "undone",
  "direction",
  "loggedAt",
  "insteadOf",
] as const;

/**
 * Yields the text of an export in chunks: the tables one after the other, contacts by id and activities by contact,
 * newest first. Users are named by email, so that the text means the same in another database.
 */
export async function* exportOrganization(
  database: Database,
  organization: Pick<OrganizationDocument, "_id">,
  { format, tables }: { format: ExportFormat; tables: readonly ExportTable[] },
): AsyncGenerator<string> {
  const members = await loadMembers(database, organization._id);
  let chunk = "";
  for (const table of tables) {
    if (format === "csv") chunk += csvLine(table === "contacts" ? IMPORT_FIELDS : ACTIVITY_COLUMNS);
    for await (const record of recordsOf(database, organization._id, table, members)) {
      chunk += format === "csv" ? csvLine(Object.values(record.columns)) : `${JSON.stringify(record.json)}\n`;
      if (chunk.length < CHUNK_LENGTH) continue;
      yield chunk;
      chunk = "";
    }
  }
  if (chunk) yield chunk;
}

/** A contact or an activity: the cells of a table in the order of its columns, and an object that holds all of it. */
interface ExportedRecord {
  columns: Record<string, string | null>;
  json: object;
}

async function* recordsOf(
  { contacts, activities, lateReads }: Database,
  organizationId: string,
  table: ExportTable,
  members: Members,
): AsyncGenerator<ExportedRecord> {
  if (table === "contacts") {
    for await (const contact of contacts.find({ organizationId }, lateReads).sort({ id: 1 }).batchSize(BATCH_SIZE))
      yield exportedContact(contact, members);
  } else {
    const found = activities
      .find({ organizationId }, lateReads)
      .sort({ contactId: 1, at: -1, _id: 1 })
      .batchSize(BATCH_SIZE);
    for await (const activity of found) yield exportedActivity(activity, members);
  }
}

function exportedContact(contact: ContactDocument, members: Members): ExportedRecord {
  const { id, name, email, phone, company, photoUrl, leadQuality, status, nextFollowUpDate } = contact;
  const cadenceDays = contact.cadenceDays ?? null;
  const assignees = contact.assigneeIds.map((userId) => members.emailOf(userId));
  const before = { id, name, email, phone, company, photoUrl, leadQuality, status };
  return {
    columns: {
      ...before,
      assignees: assignees.join(";"),
      nextFollowUpDate,
      cadenceDays: cadenceDays === null ? null : String(cadenceDays),
    },
    json: {
      type: "contact",
      ...before,
      assignees,
      nextFollowUpDate,
      cadenceDays,
      createdAt: contact.createdAt.toISOString(),
      updatedAt: contact.updatedAt.toISOString(),
    },
  };
}

function exportedActivity(activity: ActivityDocument, members: Members): ExportedRecord {
  const { contactId, action, userId, dateBefore, dateAfter, operationId, text, changes, outcome, undone } = activity;
  const { direction } = activity;
  const loggedAt = activity.loggedAt?.toISOString();
  const at = activity.at.toISOString();
  const user = userId === null ? null : members.emailOf(userId);
  const insteadOf = activity.insteadOf === undefined ? null : members.emailOf(activity.insteadOf);
  const before = { contactId, at, action, user, dateBefore, dateAfter, operationId };
  const rest = { text: text ?? null, changes: changes ? JSON.stringify(changes) : null, outcome: outcome ?? null };
  const told = { ...(text !== undefined && { text }), ...(changes && { changes }), ...(outcome && { outcome }) };
  return {
    columns: {
      ...{ ...before, ...rest, undone: undone ? "true" : null },
      ...{ direction: direction ?? null, loggedAt: loggedAt ?? null, insteadOf },
    },
    json: {
      ...{ type: "activity", ...before, ...told, ...(undone && { undone }) },
      ...(direction && { direction }),
      ...(loggedAt && { loggedAt }),
      ...(insteadOf !== null && { insteadOf }),
    },
  };
}

function csvLine(values: readonly (string | null)[]): string {
  return `${values.map((value) => writeCell(value ?? "")).join(",")}\n`;
}
