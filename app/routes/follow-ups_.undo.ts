import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { changeText, contactCount, undoneImportText } from "../domain/result-text.ts";
import { takeBackOperation, type TakenBack } from "../follow-ups/take-back.server.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  return redirect("/follow-ups");
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await readForm(request, viewer, context);
  const result = await takeBackOperation(request, context, viewer, String(form.get("operationId")));
  const message: Message =
    result.outcome === "notFound"
      ? { tone: "error", text: "There is nothing of yours to undo." }
      : { tone: "success", text: textOf(result) };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(safeRedirect(form.get("redirectTo")), { status: 303, headers });
}

function textOf(result: Exclude<TakenBack, { outcome: "notFound" }>): string {
  if (result.outcome === "importUndone") return undoneImportText(result);
  if (result.outcome === "changed") return changeText("undo", result.count);
  if (result.outcome === "contactBack") return `${result.name ?? "The contact"} is back as before`;
  const { name, count } = result;
  return `${name} is a member again${count > 0 ? `; ${contactCount(count)} put back` : ""}`;
}
