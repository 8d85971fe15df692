import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { assignContacts, setFollowUpDates } from "../database.server.ts";
import { neverDueText } from "../domain/archived-text.ts";
import { readBulkForm, type BulkFormRequest } from "../domain/contact-input.ts";
import { shortDate } from "../domain/date-text.ts";
import { contactCount } from "../domain/result-text.ts";
import type { Message } from "../message.server.ts";
import { countUnseen } from "./seen-dates.ts";

const NOTHING: Message = { tone: "error", text: "Nothing changed: these contacts aren't yours to change any more." };

/** Does with the ticked contacts what the form asks for, and returns what to tell. */
export async function submitBulkForm(form: FormData, viewer: Viewer, context: AppLoadContext): Promise<Message> {
  const wanted = readBulkForm(form);
  if (wanted.outcome === "badInput") return { tone: "error", text: wanted.message };
  if (wanted.outcome === "assign") return assign(wanted, viewer, context);
  const { ids, date } = wanted;
  const now = new Date(context.now.epochMilliseconds);
  const result = await setFollowUpDates(context.database, viewer, { ids, date, now });
  if (result.outcome === "notFound") return NOTHING;
  if (result.count === 0) return { tone: "success", text: "That was the date of all of them already" };
  const text = date === null ? "Follow-up cleared" : `Follow-up set for ${shortDate(date)}`;
  const { operationId } = result;
  const { archived } = result;
  const neverDue = neverDueText(archived, result.dates.length);
  const told = `${text}: ${contactCount(result.count)}${neverDue && `.${neverDue}`}`;
  const more = { operationId, ...(archived > 0 && { activates: true }) };
  const unseen = countUnseen(form, result.dates);
  if (unseen === 0) return { tone: "success", text: told, ...more };
  const meanwhile = `Meanwhile the ${unseen === 1 ? "date" : "dates"} of ${contactCount(unseen)} had changed`;
  const end = neverDue ? told : `${told}.`;
  return { tone: "success", text: `${end} ${meanwhile}; Undo brings that back.`, ...more };
}

async function assign(
  { ids, mode, userId }: Extract<BulkFormRequest, { outcome: "assign" }>,
  viewer: Viewer,
  context: AppLoadContext,
): Promise<Message> {
  const now = new Date(context.now.epochMilliseconds);
  const result = await assignContacts(context.database, viewer, { ids, mode, userIds: [userId], now });
  switch (result.outcome) {
    case "notAllowed":
      throw new Response("Only an admin of the organization can assign contacts.", { status: 403 });
    case "unknownUser":
      return { tone: "error", text: "Nothing changed: that is no member of this organization any more." };
    case "notFound":
      return NOTHING;
    case "assigned":
      if (result.count === 0) return { tone: "success", text: "All of them were assigned like that already" };
      return { tone: "success", text: `${mode === "add" ? "Assigned" : "Unassigned"} ${contactCount(result.count)}` };
  }
}
