import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { endBrowserSession } from "../auth/session.server.ts";
import { findViewer } from "../auth/viewer.server.ts";
import { recordAudit } from "../database.server.ts";

export function loader() {
  return redirect("/follow-ups");
}

export async function action({ request, context }: ActionFunctionArgs) {
  const found = await findViewer(request, context);
  if (found.outcome === "viewer") {
    const organizationId = found.viewer.organizations.map(({ id }) => id);
    await recordAudit(context.database, auditSource(request, context, found.viewer), {
      organizationId,
      kind: "signedOut",
    });
  }
  const headers = new Headers({ "Set-Cookie": await endBrowserSession(request, context) });
  // Not the cookies: that this browser is a known one outlives the session.
  headers.set("Clear-Site-Data", '"cache", "storage"');
  return redirect("/login", { status: 303, headers });
}
