import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { setFollowUpDates } from "../database.server.ts";
import { neverDueText } from "../domain/archived-text.ts";
import { readDateForm } from "../domain/contact-input.ts";
import { shortDate } from "../domain/date-text.ts";
import type { Message } from "../message.server.ts";
import { sentences } from "../domain/sentences.ts";
import { nowOf } from "../now.server.ts";

/** Sets or clears a contact's follow-up date as the form asks, and returns what to tell. */
export async function submitDateForm(form: FormData, viewer: Viewer, context: AppLoadContext): Promise<Message> {
  const wanted = readDateForm(form);
  // The date that the form showed: whoever else has changed it meanwhile is told of, and Undo brings that one back.
  const seen = form.get("seenDate");
  if (wanted.outcome === "badInput") return { tone: "error", text: wanted.message };
  const date = wanted.outcome === "set" ? wanted.date : wanted.outcome === "today" ? viewer.today : null;
  const now = nowOf(context);
  const result = await setFollowUpDates(context.database, viewer, { ids: [wanted.id], date, now });
  if (result.outcome === "notFound") throw new Response("There is no such contact.", { status: 404 });
  const neverDue = neverDueText(result.archived, 1, viewer.locale);
  if (result.count === 0) return { tone: "success", text: sentences("It already had that date", neverDue) };
  const text = date === null ? "Follow-up cleared" : `Follow-up set for ${shortDate(date, viewer.locale)}`;
  const before = result.dates[0]?.before ?? null;
  const isAsSeen = seen === null || seen === (before ?? "");
  const meanwhile = before === null ? "it had been cleared" : `it had been set for ${shortDate(before, viewer.locale)}`;
  const { operationId } = result;
  const told = sentences(text, !isAsSeen && `Meanwhile ${meanwhile}`, neverDue);
  return { tone: "success", text: told, operationId, ...(neverDue && { activates: true }) };
}
