import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { changeFollowUps } from "../database.server.ts";
import { readHubForm } from "../domain/hub-form.ts";
import { nextText } from "../domain/next-text.ts";
import { changeText } from "../domain/result-text.ts";
import type { Message } from "../message.server.ts";

/** Does what the hub's form asks for and returns what to tell; throws a 400 answer where the form is malformed. */
export async function submitHubForm(form: FormData, viewer: Viewer, context: AppLoadContext): Promise<Message> {
  const wanted = readHubForm(form);
  if (wanted.outcome === "nothingSelected") return { tone: "error", text: "Nothing was selected, so nothing changed." };
  if (wanted.outcome === "badInput") throw new Response(wanted.message, { status: 400 });
  const { ids, action, until } = wanted;
  if (until !== undefined && until <= viewer.today) {
    return { tone: "error", text: "Choose a date after today to snooze to." };
  }
  const now = new Date(context.now.epochMilliseconds);
  const change = { ids, action, until, today: viewer.today, now, dueOnly: true };
  const result = await changeFollowUps(context.database, viewer, change);
  if (result.outcome !== "changed") {
    return { tone: "error", text: "Nothing changed: these contacts aren't assigned to you any more." };
  }
  const { count, operationId, next, nextIsSet } = result;
  const nextLabel = nextText(next, viewer.today);
  return {
    tone: "success",
    text: nextLabel && nextIsSet ? `${changeText(action, count)}. ${nextLabel}` : changeText(action, count),
    ...(count > 0 && { operationId }),
    ...(nextLabel && !nextIsSet && { next: nextLabel }),
  };
}
