import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { finishHandOvers } from "../database.server.ts";
import { contactCount } from "../domain/result-text.ts";
import { messageHeader } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { nowOf } from "../now.server.ts";

export function loader() {
  return redirect("/members");
}

/** Goes on with the organization's hand-overs that were broken off. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  await readForm(request, viewer, context);
  const now = nowOf(context);
  const count = await finishHandOvers(context.database, viewer.organizationId, now);
  const message = { tone: "success", text: `Handed over ${contactCount(count, viewer.locale)}` } as const;
  return redirect("/members", { status: 303, headers: { "Set-Cookie": await messageHeader(context, message) } });
}
