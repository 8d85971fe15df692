import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { changeText, contactCount, undoneImportText, undoneText } from "../domain/result-text.ts";
import { operationIdsOf } from "../follow-ups/operation-ids.ts";
import { takeBackOperation, type TakenBack } from "../follow-ups/take-back.server.ts";
import { requireListViewer } from "../follow-ups/whose-list.server.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import type { Locale } from "../domain/locale.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  return redirect("/follow-ups");
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireListViewer(context, await requireViewer(request, context));
  const form = await readForm(request, viewer, context);
  const results: Undone[] = [];
  for (const operationId of operationIdsOf(form)) {
    const result = await takeBackOperation(request, context, viewer, operationId);
    if (result.outcome !== "notFound") results.push(result);
  }
  const message: Message =
    results.length === 0
      ? { tone: "error", text: "There is nothing of yours to undo." }
      : { tone: "success", text: textOf(results, viewer.locale) };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(safeRedirect(form.get("redirectTo")), { status: 303, headers });
}

type Undone = Exclude<TakenBack, { outcome: "notFound" }>;

function textOf(results: readonly Undone[], locale: Locale): string {
  const [result] = results;
  if (!result || results.length > 1)
    return changeText(
      "undo",
      results.reduce((sum, { count }) => sum + count, 0),
      locale,
    );
  if (result.outcome === "importUndone") return undoneImportText(result, locale);
  if (result.outcome === "changed") return undoneText(result, locale);
  if (result.outcome === "contactBack")
    return result.count > 1
      ? `${contactCount(result.count, locale)} are back as before`
      : `${result.name ?? "The contact"} is back as before`;
  const { name, count } = result;
  if (result.outcome === "absenceGone") return `${name} isn’t away then any more`;
  if (result.outcome === "absenceBack") {
    return count > 0 ? `${name} is away again as before` : "That absence can’t be brought back as it was";
  }
  return `${name} is a member again${count > 0 ? `; ${contactCount(count, locale)} put back` : ""}`;
}
