import { auditKindLabel } from "../../app/domain/audit.ts";
import { auditName, eachAuditEvent, type AuditQuery } from "../audit-log.ts";
import type { Database } from "../collections.ts";
import { writeCell } from "./csv-cell.ts";

const COLUMNS = ["at", "event", "by", "about", "detail", "address", "browser"];
const CHUNK_LENGTH = 65_536;

/** Yields the text of a CSV file with the events that match, the newest first, in chunks. */
export async function* exportAuditLog(
  database: Database,
  organizationId: string,
  query: AuditQuery,
): AsyncGenerator<string> {
  let chunk = csvLine(COLUMNS);
  for await (const { at, kind, by, about, detail, address, browser } of eachAuditEvent(
    database,
    organizationId,
    query,
  )) {
    const names = [auditName(by), about ? auditName(about) : ""];
    chunk += csvLine([at.toISOString(), auditKindLabel(kind), ...names, detail, address, browser]);
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk) yield chunk;
}

function csvLine(values: readonly string[]): string {
  return `${values.map(writeCell).join(",")}\n`;
}
