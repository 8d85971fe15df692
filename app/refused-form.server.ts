import { data } from "@remix-run/node";
import { readSeen, typedDetails } from "./domain/contact-form.ts";
import { FIELD_LABELS } from "./domain/contact-text.ts";
import type { EnteredText } from "./domain/entered-text.ts";

/** The details that are typed, not chosen. */
const TYPED_FIELDS = ["name", "company", "email", "phone", "photoUrl"] as const;

/** What to throw where a form can't be kept: the page that says why also shows what was typed, so that it can be copied. */
export function refusedForm(text: string, status: number, form: FormData) {
  return data({ text, typed: enteredTexts(form) }, { status });
}

/** What someone has typed into a form of a contact: a day in words, a note, and the details that differ from what the form began with. */
export function enteredTexts(form: FormData): EnteredText[] {
  const seen = readSeen(form);
  const before = seen && typedDetails(seen);
  const details = TYPED_FIELDS.map((field) => ({
    label: FIELD_LABELS[field],
    text: form.get(field),
    before: before?.[field],
  }));
  const words = [
    { label: "Day", text: form.get("day"), before: "" },
    { label: "Note", text: form.get("text"), before: "" },
  ];
  return [...details, ...words].flatMap(({ label, text, before }) =>
    typeof text === "string" && text.trim() !== "" && text !== before ? { label, text } : [],
  );
}
