import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { endSession, endSessions, recordAudit } from "../database.server.ts";
import { readFormData } from "../form-data.server.ts";
import { messageHeader, type Message } from "../message.server.ts";

export function loader() {
  return redirect("/account");
}

/** Ends one of the viewer's sessions, whose key is `end`, or `others`: all but this one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { userId, sessionKey, organizations, ...viewer } = await requireViewer(request, context);
  const end = String((await readFormData(request)).get("end"));
  const ended =
    end === "others"
      ? await endSessions(context.database, userId, { except: sessionKey })
      : Number(await endSession(context.database, userId, end));
  if (ended > 0) {
    const entry = { organizationId: organizations.map(({ id }) => id), kind: "sessionEnded" } as const;
    await recordAudit(context.database, auditSource(request, context, { userId, ...viewer }), entry);
  }
  const message: Message =
    ended === 0
      ? { tone: "error", text: "That browser is signed out already." }
      : { tone: "success", text: ended === 1 ? "Signed out 1 browser" : `Signed out ${ended} browsers` };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect("/account#sessions", { status: 303, headers });
}
