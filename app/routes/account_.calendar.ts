import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { recordAudit, renewCalendarFeed, revokeCalendarFeed } from "../database.server.ts";
import { FORM_REFUSALS } from "../domain/form-key.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { secretForm } from "../secret-form.server.ts";
import { shownOnceHeader } from "../shown-once.server.ts";

export function loader() {
  return redirect("/account");
}

/** Makes the viewer's calendar address in the current organization anew, or ends it: `intent` is renew or revoke. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await readForm(request, viewer, context);
  const intent = form.get("intent");
  const headers = new Headers();
  const tell = async (message: Message) => headers.append("Set-Cookie", await messageHeader(context, message));
  const source = auditSource(request, context, viewer);
  if (intent === "renew") {
    const secret = await renewCalendarFeed(context.database, viewer, secretForm(form, context), source);
    if (secret === null) {
      await tell({ tone: "error", text: FORM_REFUSALS.ended });
      return redirect("/account#calendar", { status: 303, headers });
    }
    const address = `${new URL(request.url).origin}/calendar/${secret}.ics`;
    headers.append("Set-Cookie", await shownOnceHeader(context, "calendar", address));
    await tell({ tone: "success", text: "Calendar address created. Copy it below: it is shown only once." });
  } else if (intent === "revoke") {
    await revokeCalendarFeed(context.database, viewer);
    await recordAudit(context.database, source, {
      organizationId: viewer.organizationId,
      kind: "calendarAddressEnded",
    });
    await tell({ tone: "success", text: "Calendar address turned off" });
  } else {
    await tell({ tone: "error", text: "The form must say renew or revoke." });
  }
  return redirect("/account#calendar", { status: 303, headers });
}

export { sendOrKeep as clientAction } from "../send-or-keep.ts";
