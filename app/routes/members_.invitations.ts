import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { revokeInvitation } from "../database.server.ts";
import { messageHeader } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export function loader() {
  return redirect("/members");
}

/** Revokes the organization's invitation whose id is `revoke`. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const id = String((await readForm(request, viewer, context)).get("revoke"));
  const act = { organizationId: viewer.organizationId, source: auditSource(request, context, viewer) };
  const email = await revokeInvitation(context.database, act, id);
  if (email === null) throw new Response("There is no such invitation any more.", { status: 404 });
  const message = {
    tone: "success",
    text: `The invitation of ${email} is revoked and its link no longer works`,
  } as const;
  return redirect("/members", { status: 303, headers: { "Set-Cookie": await messageHeader(context, message) } });
}
