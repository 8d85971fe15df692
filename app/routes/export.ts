import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import * as v from "valibot";
import { EXPORT_FORMATS, exportOrganization, recordAudit } from "../database.server.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";

const TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson; charset=utf-8" } as const;
const TABLES = { csv: ["contacts"], ndjson: ["contacts", "activities"] } as const;

/** All contacts of the organization as a file, as NDJSON with their activities; it is written while it is read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const wanted = new URL(request.url).searchParams.get("format") ?? "csv";
  const format = v.safeParse(v.picklist(EXPORT_FORMATS), wanted);
  if (!format.success) throw new Response("The format is csv or ndjson.", { status: 400 });
  const { organizationId } = viewer;
  const entry = { organizationId, kind: "exported", detail: `contacts, ${format.output}` } as const;
  await recordAudit(context.database, auditSource(request, context, viewer), entry);
  const tables = TABLES[format.output];
  const text = exportOrganization(context.database, { _id: organizationId }, { format: format.output, tables });
  return new Response(createReadableStreamFromReadable(Readable.from(text, { objectMode: false })), {
    headers: {
      "Content-Type": TYPES[format.output],
      "Content-Disposition": `attachment; filename="contacts-${viewer.today}.${format.output}"`,
      "Cache-Control": "no-store",
    },
  });
}
