import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { recordAudit, setSingleSignOn } from "../database.server.ts";
import { messageHeader } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export function loader() {
  return redirect("/settings");
}

/**
 * Sets what the organization asks of single sign-on. Only an admin who came by it may: they have shown that it works and
 * that they are of its domain.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  if (!context.singleSignOn) throw new Response(null, { status: 404 });
  if (viewer.role !== "admin" || viewer.signedInBy !== "singleSignOn") {
    throw new Response("Only an admin who has signed in with single sign-on changes this.", { status: 403 });
  }
  const form = await readForm(request, viewer, context);
  const settings = { joins: form.has("joins"), required: form.has("required") };
  await setSingleSignOn(context.database, viewer.organizationId, settings);
  await recordAudit(context.database, auditSource(request, context, viewer), {
    organizationId: viewer.organizationId,
    kind: "settingsChanged",
    detail: `single sign-on: ${settings.required ? "demanded" : "not demanded"}, new people ${settings.joins ? "join" : "don't join"}`,
  });
  const message = { tone: "success", text: "Single sign-on settings saved" } as const;
  return redirect("/settings", { status: 303, headers: { "Set-Cookie": await messageHeader(context, message) } });
}
