import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "../auth/viewer.server.ts";
import { findForPalette } from "../contacts/find-for-palette.server.ts";

/** The contacts that the palette finds, for the organization that its page is about. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { searchParams } = new URL(request.url);
  const headers = { "Cache-Control": "no-store" };
  const expected = searchParams.get("organizationId");
  if (expected !== null && expected !== viewer.organizationId) {
    return Response.json({ contacts: [], isCut: false }, { status: 409, headers });
  }
  return Response.json(await findForPalette(context.database, viewer, searchParams.get("search") ?? ""), { headers });
}
