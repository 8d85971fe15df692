import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { recordAudit, renewCalendarFeed, revokeCalendarFeed } from "../database.server.ts";
import { messageHeader, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { shownOnceHeader } from "../shown-once.server.ts";

export function loader() {
  return redirect("/account");
}

/** Makes the viewer's calendar address in the current organization anew, or ends it: `intent` is renew or revoke. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const intent = (await readForm(request, viewer, context)).get("intent");
  const headers = new Headers();
  const tell = async (message: Message) => headers.append("Set-Cookie", await messageHeader(context, message));
  const record = (kind: "calendarAddressMade" | "calendarAddressEnded") =>
    recordAudit(context.database, auditSource(request, context, viewer), {
      organizationId: viewer.organizationId,
      kind,
    });
  if (intent === "renew") {
    const secret = await renewCalendarFeed(context.database, viewer, new Date(context.now.epochMilliseconds));
    await record("calendarAddressMade");
    const address = `${new URL(request.url).origin}/calendar/${secret}.ics`;
    headers.append("Set-Cookie", await shownOnceHeader(context, "calendar", address));
    await tell({ tone: "success", text: "Your calendar has an address now. Copy it below: it is shown this once." });
  } else if (intent === "revoke") {
    await revokeCalendarFeed(context.database, viewer);
    await record("calendarAddressEnded");
    await tell({ tone: "success", text: "Your calendar's address no longer works" });
  } else {
    await tell({ tone: "error", text: "The form must say renew or revoke." });
  }
  return redirect("/account#calendar", { status: 303, headers });
}
