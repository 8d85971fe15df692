import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { changeFollowUps } from "../database.server.ts";
import type { CalendarDate } from "../domain/calendar.ts";
import type { DayProblem, HubRequest } from "../domain/hub-fields.ts";
import { readHubForm } from "../domain/hub-form.ts";
import { changeText } from "../domain/result-text.ts";
import type { Message } from "../message.server.ts";
import { NOT_ASSIGNED, changeMessage } from "./change-message.server.ts";
import { nowOf } from "../now.server.ts";

/** What became of the hub's form: something to tell, or a snooze to a date that can't be, with the contacts it names. */
export type HubAnswer =
  { outcome: "told"; message: Message } | { outcome: "badDate"; ids: string[]; problem: DayProblem };

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
    case "words": {
      const { words, ...wanted } = request;
      const { today, locale } = viewer;
      // What reads words is large, and few forms have any.
      const { readSpokenDate } = await import("../domain/spoken-date.ts");
      const spoken = readSpokenDate(words, today, locale);
      if (!spoken.ok) return { outcome: "badDate", ids: wanted.ids, problem: { message: spoken.message, words } };
      const { date: until, day } = spoken;
      return { outcome: "told", message: await change({ ...wanted, until, day, seenDate }, viewer, context) };
    }
    case "change":
      return { outcome: "told", message: await change({ ...request, seenDate }, viewer, context) };
  }
}

async function change(
  {
    ids,
    action,
    until,
    day,
    seenDate,
  }: Omit<Extract<HubRequest, { outcome: "change" }>, "outcome"> & {
    /** The day as it is told to who said it in words. */
    day?: string;
    seenDate: CalendarDate | undefined;
  },
  viewer: Viewer,
  context: AppLoadContext,
): Promise<Message> {
  const now = nowOf(context);
  const request = { ids, action, until, today: viewer.today, now, seenDate, dueOnly: seenDate === undefined };
  const result = await changeFollowUps(context.database, viewer, request);
  if (result.outcome !== "changed") return NOT_ASSIGNED;
  const text = day && result.count > 0 ? `${changeText(action, result.count, viewer.locale)} to ${day}` : undefined;
  return changeMessage(result, { action, text }, viewer);
}
