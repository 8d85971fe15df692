import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { changeAssignees, changeDetails, findProfile, logActivity, newFormKey } from "../database.server.ts";
import { DETAIL_FIELDS, type ContactDetails, type DetailField } from "../domain/contact.ts";
import { readDetails, readSeen, seenText, typedDetails, type TypedDetails } from "../domain/contact-form.ts";
import { FIELD_LABELS } from "../domain/contact-text.ts";
import { SNOOZE_DATE_MESSAGE } from "../domain/hub-fields.ts";
import { readFormKey } from "../domain/form-key.ts";
import { readLog, typedLog, type TypedLog } from "../domain/log-form.ts";
import { readSeenDate } from "../domain/note-form.ts";
import { submitHubForm } from "../follow-ups/submit-hub-form.server.ts";
import type { Message } from "../message.server.ts";
import { refusedForm } from "../refused-form.server.ts";
import { loggedMessage } from "./logged-message.server.ts";
import { submitDateForm } from "./submit-date-form.server.ts";
import { sentences } from "../domain/sentences.ts";
import { nowOf } from "../now.server.ts";

/** An edit that wasn't saved, with all that was typed and why. */
export interface UnsavedDetails {
  typed: TypedDetails;
  errors: Partial<Record<DetailField, string>>;
  /** What the form has been compared with, to carry along. */
  seen: string;
  /** What someone else has put into fields that were edited here too. */
  theirs: Partial<TypedDetails>;
}

/** A note that wasn't kept, and why. */
export interface UnsavedNote extends TypedLog {
  message: string;
  /** A new key for the form, where it had added another note already. */
  newKey?: string;
}

/** What became of a form on a contact's page: something to tell, or the form again with what was typed. */
export type ProfileAnswer =
  | { outcome: "done"; message: Message }
  | { outcome: "again"; status: 400 | 409; details?: UnsavedDetails; note?: UnsavedNote };

const ANOTHER_NOTE =
  "This form already added another note: see the timeline. Nothing was added now: send it again to add this one too.";
const NOT_THERE = "There is no such contact.";

/** Does what a form on the page of contact `id` asks for by its `intent`; throws a 404 answer where it isn't the viewer's. */
export async function submitProfileForm(
  form: FormData,
  id: string,
  viewer: Viewer,
  context: AppLoadContext,
): Promise<ProfileAnswer> {
  switch (form.get("intent")) {
    case "details":
      return submitDetails(form, id, viewer, context);
    case "note":
      return submitNote(form, id, viewer, context);
    case "assignees":
      return { outcome: "done", message: await submitAssignees(form, id, viewer, context) };
    default:
      if (form.has("action") || form.has("choice")) {
        return { outcome: "done", message: await submitFollowUp(form, id, viewer, context) };
      }
      form.set("id", id);
      return { outcome: "done", message: await submitDateForm(form, viewer, context) };
  }
}

/** Marks the contact's follow-up done or snoozes it, as far as it is the one that the page showed. */
async function submitFollowUp(form: FormData, id: string, viewer: Viewer, context: AppLoadContext): Promise<Message> {
  form.set("personIds", id);
  const answer = await submitHubForm(form, viewer, context, readSeenDate(form));
  return answer.outcome === "told" ? answer.message : { tone: "error", text: SNOOZE_DATE_MESSAGE };
}

async function submitDetails(
  form: FormData,
  id: string,
  viewer: Viewer,
  context: AppLoadContext,
): Promise<ProfileAnswer> {
  const profile = await findProfile(context.database, viewer, id);
  if (!profile) throw refusedForm(NOT_THERE, 404, form);
  const seen = readSeen(form);
  const read = readDetails(form, seen ?? profile.contact);
  if (!read.ok) {
    const { typed, errors } = read;
    return {
      outcome: "again",
      status: 400,
      details: { typed, errors, seen: seenText(seen ?? profile.contact), theirs: {} },
    };
  }
  const change = { id, seen, typed: read.details, now: nowOf(context) };
  const result = await changeDetails(context.database, viewer, change);
  if (result.outcome === "notFound") throw refusedForm(NOT_THERE, 404, form);
  if (result.outcome === "conflict") {
    const { stored, fields } = result;
    return {
      outcome: "again",
      status: 409,
      details: unsaved({ typed: read.typed, details: read.details, seen, stored, fields }),
    };
  }
  const kept = result.kept.map((field) => FIELD_LABELS[field].toLowerCase()).join(", ");
  const note = kept && `Someone else had changed the ${kept} meanwhile, which was kept`;
  const text = sentences(result.changed.length > 0 ? "Saved" : "Nothing changed", note);
  return { outcome: "done", message: { tone: "success", text } };
}

/** What was typed where it was edited, and what is stored now where it wasn't. */
function unsaved(edit: {
  typed: TypedDetails;
  details: ContactDetails;
  seen: ContactDetails | null;
  stored: ContactDetails;
  fields: DetailField[];
}): UnsavedDetails {
  const now = typedDetails(edit.stored);
  const pick = (field: DetailField) => (edit.details[field] === edit.seen?.[field] ? now[field] : edit.typed[field]);
  const typed = Object.fromEntries(DETAIL_FIELDS.map((field) => [field, pick(field)])) as TypedDetails;
  const theirs = Object.fromEntries(edit.fields.map((field) => [field, now[field]]));
  return { typed, errors: {}, seen: seenText(edit.stored), theirs };
}

async function submitNote(form: FormData, id: string, viewer: Viewer, context: AppLoadContext): Promise<ProfileAnswer> {
  const { database } = context;
  const typed = typedLog(form);
  const read = readLog(form, viewer);
  if (!read.ok) {
    if (!(await findProfile(database, viewer, id))) throw refusedForm(NOT_THERE, 404, form);
    return { outcome: "again", status: 400, note: { ...typed, message: read.message } };
  }
  const { now, today, timeZone } = viewer;
  const when = { now, today, timeZone, seenDate: readSeenDate(form) };
  const result = await logActivity(database, viewer, { id, ...read.log, ...when, operationId: readFormKey(form) });
  if (result.outcome === "notFound") throw refusedForm(NOT_THERE, 404, form);
  if (result.outcome === "reused") {
    const again = { ...typed, message: ANOTHER_NOTE, newKey: newFormKey() };
    return { outcome: "again", status: 409, note: again };
  }
  const contactName = read.log.outcome && (await findProfile(database, viewer, id))?.contact.name;
  const message = loggedMessage(result, { ...read.log, contactName }, viewer);
  return { outcome: "done", message: { ...message, isOfNote: true } };
}

async function submitAssignees(form: FormData, id: string, viewer: Viewer, context: AppLoadContext): Promise<Message> {
  const [seen, wanted] = [form.getAll("seenIds").map(String), form.getAll("userIds").map(String)];
  const change = { id, seen, wanted, now: nowOf(context) };
  const result = await changeAssignees(context.database, viewer, change);
  switch (result.outcome) {
    case "notAllowed":
      throw new Response("Only an admin of the organization can assign contacts.", { status: 403 });
    case "notFound":
      throw refusedForm(NOT_THERE, 404, form);
    case "unknownUser":
      return { tone: "error", text: "Nothing changed: they are no longer a member of this organization." };
    case "assigned": {
      const { count, hasKept } = result;
      const text = count > 0 ? "Assignees saved" : hasKept ? "Nothing changed" : "Already assigned like that";
      const note = hasKept && "Someone else had changed the assignees meanwhile, which was kept";
      return { tone: "success", text: sentences(text, note) };
    }
  }
}
