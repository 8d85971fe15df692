import { auditSource } from "../auth/audit-source.server.ts";
import { isFirst, recordAudit } from "../database.server.ts";
import type { ApiCall } from "./api.server.ts";
import type { CallingKey } from "./callers.server.ts";

const HOUR = 3_600_000;

/** Has the admins find in the audit log that a system reads or saves contacts by a key: once an hour, as it calls often. */
export async function tellOfExchange(
  { request, context, caller }: ApiCall<CallingKey>,
  kind: "exported" | "imported",
): Promise<void> {
  const { database, log } = context;
  const { organizationId, keyId, name } = caller;
  const source = { ...auditSource(request, context, null), by: { type: "apiKey", id: keyId, name } as const };
  const until = new Date((Math.floor(source.now.getTime() / HOUR) + 1) * HOUR);
  try {
    if (!(await isFirst(database, `told ${kind} ${until.getTime()} ${keyId}`, source.now, until))) return;
    const detail = `contacts, by the API; more until ${until.toISOString().slice(11, 16)} UTC isn’t told`;
    await recordAudit(database, source, { organizationId, kind, detail });
  } catch (error) {
    // A database that takes no writes still answers.
    log.warn(error, "A call by a key isn't in the audit log");
  }
}
