import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import {
  addNote,
  changeAssignees,
  changeDetails,
  findProfile,
  logAndMarkDone,
  newFormKey,
  type DoneNote,
  type NewNote,
} from "../database.server.ts";
import { DETAIL_FIELDS, type ContactDetails, type DetailField } from "../domain/contact.ts";
import { readDetails, readSeen, seenText, typedDetails, type TypedDetails } from "../domain/contact-form.ts";
import { FIELD_LABELS } from "../domain/contact-text.ts";
import { readSaid, typedSaid, type SaidProblem, type TypedSaid } from "../domain/done-as-form.ts";
import { SNOOZE_DATE_MESSAGE } from "../domain/hub-fields.ts";
import { readFormKey } from "../domain/form-key.ts";
import { readNote, readSeenDate, type NoteFormResult } from "../domain/note-form.ts";
import type { Said } from "../domain/outcome.ts";
import { submitHubForm } from "../follow-ups/submit-hub-form.server.ts";
import { toldMessage } from "../follow-ups/told-message.server.ts";
import type { Message } from "../message.server.ts";
import { unkept } from "../unkept.server.ts";
import { submitDateForm } from "./submit-date-form.server.ts";
import { sentences } from "../domain/sentences.ts";

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
export interface UnsavedNote extends TypedSaid {
  kind: string;
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
const OUTCOME_WITHOUT_DONE =
  "Nothing was added yet: choose “Log and mark done” to say what came of it, or “Not said” to add the note alone.";
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
    case "noteAndDone":
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
  if (!profile) throw unkept(NOT_THERE, 404, form);
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
  if (result.outcome === "notFound") throw unkept(NOT_THERE, 404, form);
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
  const typed = typedSaid(form);
  const read: ReadNote = form.get("intent") === "note" ? readNoteAlone(form, typed) : readDoneNote(form, typed);
  if (!read.ok) {
    if (!(await findProfile(context.database, viewer, id))) throw unkept(NOT_THERE, 404, form);
    const note = { ...typed, kind: String(form.get("kind") ?? ""), message: read.message };
    return { outcome: "again", status: 400, note };
  }
  const { kind, text } = read;
  const note = { id, kind, text, now: nowOf(context), operationId: readFormKey(form) };
  const message = read.said
    ? await addAndMarkDone({ ...note, ...read.said, seenDate: readSeenDate(form) }, viewer, context)
    : await addOnly(note, viewer, context);
  if (message === "notFound") throw unkept(NOT_THERE, 404, form);
  if (message === "reused") {
    const again = { ...typed, kind, message: ANOTHER_NOTE, newKey: newFormKey() };
    return { outcome: "again", status: 409, note: again };
  }
  return { outcome: "done", message: { ...message, isOfNote: true } };
}

/** A note, and where the follow-up is done with it what came of that; or what is wrong with it. */
type ReadNote = NoteFormResult & { said?: Said };

/** Reads a note with which nothing is done: of that nothing comes, and so a choice of it would be lost. */
function readNoteAlone(form: FormData, typed: TypedSaid): ReadNote {
  const note = readNote(form);
  return note.ok && typed.outcome !== "" ? { ok: false, message: OUTCOME_WITHOUT_DONE } : note;
}

/** Reads a note with which the follow-up is done: where the form says what came of it, there need be no text. */
function readDoneNote(form: FormData, typed: TypedSaid): ReadNote {
  const said: Said | SaidProblem = typed.outcome === "" ? {} : readSaid({ ...typed, text: "" });
  if ("field" in said) return { ok: false, message: said.message };
  if (typed.text.trim() === "") {
    if (said.outcome) return { ok: true, kind: "note", text: "", said };
    return { ok: false, message: "Enter a note, or choose what came of it." };
  }
  const note = readNote(form);
  return note.ok ? { ...note, said } : note;
}

type NoteOutcome = Message | "notFound" | "reused";

async function addOnly(note: NewNote, viewer: Viewer, context: AppLoadContext): Promise<NoteOutcome> {
  const added = await addNote(context.database, viewer, note);
  if (!added) return "notFound";
  return "outcome" in added ? "reused" : { tone: "success", text: "Added to the timeline" };
}

async function addAndMarkDone(
  note: Omit<DoneNote, "today">,
  viewer: Viewer,
  context: AppLoadContext,
): Promise<NoteOutcome> {
  const { outcome, text } = note;
  const result = await logAndMarkDone(context.database, viewer, { ...note, today: viewer.today });
  if (result.outcome !== "changed") return result.outcome;
  if (result.count === 0) {
    const stays = "The follow-up had been changed meanwhile and stays as it is";
    if (text === "") return { tone: "error", text: sentences("Nothing changed", stays) };
    return { tone: "success", text: sentences("Added to the timeline", stays) };
  }
  if (!outcome) return toldMessage(result, { action: "done", text: "Logged and marked done" }, viewer);
  const profile = await findProfile(context.database, viewer, note.id);
  return toldMessage(result, { action: "done", outcome, contactName: profile?.contact.name }, viewer);
}

async function submitAssignees(form: FormData, id: string, viewer: Viewer, context: AppLoadContext): Promise<Message> {
  const [seen, wanted] = [form.getAll("seenIds").map(String), form.getAll("userIds").map(String)];
  const change = { id, seen, wanted, now: nowOf(context) };
  const result = await changeAssignees(context.database, viewer, change);
  switch (result.outcome) {
    case "notAllowed":
      throw new Response("Only an admin of the organization can assign contacts.", { status: 403 });
    case "notFound":
      throw unkept(NOT_THERE, 404, form);
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

const nowOf = (context: AppLoadContext) => new Date(context.now.epochMilliseconds);
