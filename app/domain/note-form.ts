import * as v from "valibot";
import type { CalendarDate } from "./calendar.ts";
import { fits, isKeepable, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { NOTE_KINDS, type NoteKind } from "./contact.ts";
import { DateInput } from "./follow-up-input.ts";

/** The most characters that a note may have. */
export const LONGEST_NOTE = 5_000;

const Note = v.object({
  kind: v.picklist(NOTE_KINDS, "Choose what it was: a call, an email, a meeting or a note."),
  text: v.pipe(
    v.string("Enter a note."),
    v.transform((text) => text.replace(/\r\n?/g, "\n").trim()),
    v.nonEmpty("Enter a note."),
    v.check((text) => fits(text, LONGEST_NOTE), `A note has at most ${LONGEST_NOTE.toLocaleString("en")} characters.`),
    v.check(isKeepable, UNKEEPABLE_MESSAGE),
  ),
});

/** The note that a form gives, or what is wrong with it. */
export type NoteFormResult = { ok: true; kind: NoteKind; text: string } | { ok: false; message: string };

/** Reads the form's `kind` and `text`. */
export function readNote(form: FormData): NoteFormResult {
  const note = v.safeParse(Note, { kind: form.get("kind"), text: form.get("text") });
  return note.success ? { ok: true, ...note.output } : { ok: false, message: note.issues[0].message };
}

/** The date of the follow-up that the form was about, as its page showed it; undefined where the form names none. */
export function readSeenDate(form: FormData): CalendarDate | undefined {
  const date = form.get("seenDate");
  return v.is(DateInput, date) ? date : undefined;
}
