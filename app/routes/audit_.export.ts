import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { auditQueryOf } from "../audit/audit-page-view.server.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { exportAuditLog, recordAudit } from "../database.server.ts";
import { readAuditFilter } from "../domain/audit-filter.ts";

/** The events that a filter shows, as a CSV file that is written while it is read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const { organizationId, today } = viewer;
  const wanted = readAuditFilter(new URL(request.url).searchParams);
  if (wanted.outcome === "badInput") {
    throw new Response(Object.values(wanted.problems).join(" "), { status: 400 });
  }
  const entry = { organizationId, kind: "exported", detail: "audit log, csv" } as const;
  await recordAudit(context.database, auditSource(request, context, viewer), entry);
  const text = exportAuditLog(context.database, organizationId, auditQueryOf(wanted.filter, viewer));
  return new Response(createReadableStreamFromReadable(Readable.from(text, { objectMode: false })), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="audit-log-${today}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
