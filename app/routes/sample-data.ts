import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { addSampleContacts, removeSampleContacts } from "../database.server.ts";
import { samplesAddedText, samplesRemovedText } from "../domain/sample-text.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireAdmin(request, context);
  return redirect("/contacts");
}

/** Adds the sample contacts, or removes them again. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const form = await readForm(request, viewer, context);
  const { database, now } = context;
  const source = auditSource(request, context, viewer);
  let message: Message;
  if (form.get("intent") === "remove") {
    const removed = await removeSampleContacts(database, viewer, source);
    message = { tone: "success", text: samplesRemovedText(removed?.count ?? 0, viewer.locale) };
    if (removed) message = { ...message, operationId: removed.operationId, undoes: "removal" };
  } else {
    const added = await addSampleContacts(database, viewer, source, now);
    message = { tone: added === null ? "error" : "success", text: samplesAddedText(added, viewer.locale) };
  }
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(safeRedirect(form.get("redirectTo")), { status: 303, headers });
}
