import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { assignContacts, setFollowUpDates } from "../database.server.ts";
import { neverDueText } from "../domain/archived-text.ts";
import type { CalendarDate } from "../domain/calendar.ts";
import { readBulkForm, type BulkFormRequest } from "../domain/contact-input.ts";
import type { ContactListRequest } from "../domain/contact-list.ts";
import { shortDate } from "../domain/date-text.ts";
import { MOST_FOLLOW_UPS } from "../domain/due-list.ts";
import { contactCount, tooManyText } from "../domain/result-text.ts";
import type { Message } from "../message.server.ts";
import { findMatching, MOST_MATCHING } from "./matching-contacts.server.ts";
import { countUnseen } from "./seen-dates.ts";
import { sentences } from "../domain/sentences.ts";
import { nowOf } from "../now.server.ts";

const NOTHING: Message = { tone: "error", text: "Nothing changed: these contacts aren't yours to change any more." };

/** Does with the ticked contacts, or all that match `list`, what the form asks for, and returns what to tell. */
export async function submitBulkForm(
  form: FormData,
  list: ContactListRequest,
  viewer: Viewer,
  context: AppLoadContext,
): Promise<Message> {
  const wanted = readBulkForm(form);
  if (wanted.outcome === "badInput") return { tone: "error", text: wanted.message };
  const { ids, isAllMatching } = wanted.whom;
  const chosen = isAllMatching ? await findMatching(context.database, viewer, list) : ids;
  if (!chosen) return { tone: "error", text: `Nothing changed. ${tooManyText(MOST_MATCHING, viewer.locale)}` };
  const batches = Array.from({ length: Math.ceil(chosen.length / MOST_FOLLOW_UPS) }, (_, batch) =>
    chosen.slice(batch * MOST_FOLLOW_UPS, (batch + 1) * MOST_FOLLOW_UPS),
  );
  if (wanted.outcome === "assign") return assign(batches, wanted, viewer, context);
  return setDates(batches, wanted.date, form, viewer, context);
}

async function setDates(
  batches: string[][],
  date: CalendarDate | null,
  form: FormData,
  viewer: Viewer,
  context: AppLoadContext,
): Promise<Message> {
  const now = nowOf(context);
  const results = [];
  for (const ids of batches) {
    const result = await setFollowUpDates(context.database, viewer, { ids, date, now });
    if (result.outcome === "changed") results.push(result);
  }
  if (results.length === 0) return NOTHING;
  const changed = results.filter(({ count }) => count > 0);
  const [first, ...others] = changed;
  if (!first) return { tone: "success", text: "All of them already had that date" };
  const count = sum(changed.map((result) => result.count));
  const archived = sum(results.map((result) => result.archived));
  const dates = results.flatMap((result) => result.dates);
  const text = date === null ? "Follow-up cleared" : `Follow-up set for ${shortDate(date, viewer.locale)}`;
  const neverDue = neverDueText(archived, dates.length, viewer.locale);
  const told = `${text}: ${contactCount(count, viewer.locale)}`;
  const more = {
    operationId: first.operationId,
    ...(others.length > 0 && { moreOperationIds: others.map(({ operationId }) => operationId), count }),
    ...(archived > 0 && { activates: true }),
  };
  const unseen = countUnseen(form, dates);
  const changedToo = contactCount(unseen, viewer.locale);
  const meanwhile =
    unseen > 0 &&
    `Meanwhile the ${unseen === 1 ? "date" : "dates"} of ${changedToo} had changed; Undo brings that back`;
  return { tone: "success", text: sentences(told, neverDue, meanwhile), ...more };
}

async function assign(
  batches: string[][],
  { mode, userId }: Extract<BulkFormRequest, { outcome: "assign" }>,
  viewer: Viewer,
  context: AppLoadContext,
): Promise<Message> {
  const now = nowOf(context);
  const results = [];
  for (const ids of batches) {
    const result = await assignContacts(context.database, viewer, { ids, mode, userIds: [userId], now });
    if (result.outcome === "notAllowed") {
      throw new Response("Only an admin of the organization can assign contacts.", { status: 403 });
    }
    if (result.outcome === "unknownUser") {
      return { tone: "error", text: "Nothing changed: they are no longer a member of this organization." };
    }
    if (result.outcome === "assigned") results.push(result);
  }
  if (results.length === 0) return NOTHING;
  const [first, ...others] = results.filter(({ count }) => count > 0);
  if (!first) return { tone: "success", text: "All of them were already assigned like that" };
  const count = sum(results.map((result) => result.count));
  return {
    tone: "success",
    text: `${mode === "add" ? "Assigned" : "Unassigned"} ${contactCount(count, viewer.locale)}`,
    operationId: first.operationId,
    ...(others.length > 0 && { moreOperationIds: others.map(({ operationId }) => operationId), count }),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
