import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { activateContacts } from "../database.server.ts";
import { contactCount } from "../domain/result-text.ts";
import { operationIdsOf } from "../follow-ups/operation-ids.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { nowOf } from "../now.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  return redirect("/follow-ups");
}

/** Makes the archived contacts active that the viewer's operations gave a date. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await readForm(request, viewer, context);
  const now = nowOf(context);
  let count = 0;
  for (const operationId of operationIdsOf(form)) {
    count += await activateContacts(context.database, viewer, { operationId, now });
  }
  const message: Message =
    count > 0
      ? { tone: "success", text: `Made active: ${contactCount(count, viewer.locale)}` }
      : { tone: "error", text: "None of these contacts is archived any more." };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(safeRedirect(form.get("redirectTo")), { status: 303, headers });
}
