import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { setNextFollowUps } from "../database.server.ts";
import { nextSetText } from "../domain/next-text.ts";
import { requireListViewer } from "../follow-ups/whose-list.server.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { nowOf } from "../now.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  return redirect("/follow-ups");
}

/** Sets the next dates of what the viewer's operation marked done. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireListViewer(context, await requireViewer(request, context));
  const form = await readForm(request, viewer, context);
  const isLater = form.get("later") === "true";
  const operation = { operationId: String(form.get("operationId")), later: isLater, today: viewer.today };
  const now = nowOf(context);
  const result = await setNextFollowUps(context.database, viewer, { ...operation, now });
  const message: Message =
    result.outcome !== "changed"
      ? { tone: "error", text: "There is nothing of yours that was done." }
      : {
          tone: "success",
          text: nextSetText(result.count, viewer.locale),
          ...(result.count > 0 && { operationId: result.operationId }),
        };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(safeRedirect(form.get("redirectTo")), { status: 303, headers });
}
