import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { revokeApiKey } from "../database.server.ts";
import { messageHeader } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export function loader() {
  return redirect("/api-keys");
}

/** Ends the organization's API key whose id is `keyId`. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const keyId = String((await readForm(request, viewer, context)).get("keyId"));
  const { organizationId } = viewer;
  const key = await revokeApiKey(context.database, { organizationId, keyId }, auditSource(request, context, viewer));
  if (!key) throw new Response("There is no such API key any more.", { status: 404 });
  const message = { tone: "success", text: `The key “${key.name}” is revoked and no longer works` } as const;
  return redirect("/api-keys", { status: 303, headers: { "Set-Cookie": await messageHeader(context, message) } });
}
