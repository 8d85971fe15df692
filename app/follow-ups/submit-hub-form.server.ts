import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { changeFollowUps } from "../database.server.ts";
import type { CalendarDate } from "../domain/calendar.ts";
import type { HubRequest } from "../domain/hub-fields.ts";
import { readHubForm } from "../domain/hub-form.ts";
import type { Message } from "../message.server.ts";
import { NOT_ASSIGNED, toldMessage } from "./told-message.server.ts";

/** What became of the hub's form: something to tell, or a snooze to a date that can't be, with the contacts it names. */
export type HubAnswer = { outcome: "told"; message: Message } | { outcome: "badDate"; ids: string[] };

/**
 * Does what the hub's form asks for, with what is due; with `seenDate`, the date that the page of one contact showed, with
 * what still has that date. Throws a 400 answer where the form is malformed.
 */
export async function submitHubForm(
  form: FormData,
  viewer: Viewer,
  context: AppLoadContext,
  seenDate?: CalendarDate,
): Promise<HubAnswer> {
  const request = readHubForm(form, viewer.today);
  switch (request.outcome) {
    case "badInput":
      throw new Response(request.message, { status: 400 });
    case "badDate":
      return request;
    case "nothingSelected":
      return { outcome: "told", message: { tone: "error", text: "Nothing was selected, so nothing changed." } };
    case "change":
      return { outcome: "told", message: await change({ ...request, seenDate }, viewer, context) };
  }
}

async function change(
  { ids, action, until, seenDate }: Extract<HubRequest, { outcome: "change" }> & { seenDate: CalendarDate | undefined },
  viewer: Viewer,
  context: AppLoadContext,
): Promise<Message> {
  const now = new Date(context.now.epochMilliseconds);
  const request = { ids, action, until, today: viewer.today, now, seenDate, dueOnly: seenDate === undefined };
  const result = await changeFollowUps(context.database, viewer, request);
  return result.outcome === "changed" ? toldMessage(result, { action }, viewer) : NOT_ASSIGNED;
}
