import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { undoOperation } from "../database.server.ts";
import { changeText } from "../domain/result-text.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  return redirect("/follow-ups");
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await readForm(request, viewer, context);
  const now = new Date(context.now.epochMilliseconds);
  const operationId = String(form.get("operationId"));
  const result = await undoOperation(context.database, viewer, { operationId, now });
  const message: Message =
    result.outcome === "notFound"
      ? { tone: "error", text: "There is nothing of yours to undo." }
      : { tone: "success", text: changeText("undo", result.count) };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(safeRedirect(form.get("redirectTo")), { status: 303, headers });
}
