import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { readUploadFile } from "../database.server.ts";
import { requireCurrentUpload } from "../import/uploads.server.ts";

/** The rows that an import has rejected, as a CSV file with the columns of the file they come from. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const { run, document } = await requireCurrentUpload(context, viewer, params.upload);
  if (run?.state !== "finished") throw new Response("This import has not ended.", { status: 404 });
  const file = Readable.from(readUploadFile(context.database, document, run.id));
  return new Response(createReadableStreamFromReadable(file), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="rejected.csv"',
      "Cache-Control": "no-store",
    },
  });
}
