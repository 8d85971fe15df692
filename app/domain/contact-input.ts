import * as v from "valibot";
import type { CalendarDate } from "./calendar.ts";
import { DateInput } from "./follow-up-input.ts";

/** What the form that sets or clears a contact's follow-up date asks for. */
export type DateFormRequest =
  | { outcome: "set"; id: string; date: CalendarDate }
  | { outcome: "clear"; id: string }
  | { outcome: "badInput"; message: string };

/** Reads the form: `id`, `date`, and `intent`, which is `set` or `clear`. */
export function readDateForm(form: FormData): DateFormRequest {
  const id = form.get("id");
  const intent = form.get("intent");
  if (typeof id !== "string" || id === "") return { outcome: "badInput", message: "The form names no contact." };
  if (intent === "clear") return { outcome: "clear", id };
  if (intent !== "set") return { outcome: "badInput", message: "The form must say set or clear." };
  const date = v.safeParse(DateInput, form.get("date"));
  if (!date.success) return { outcome: "badInput", message: "Choose a date for the follow-up." };
  return { outcome: "set", id, date: date.output };
}

/** Reads a page's `after`, the place that the page before ended at; null where it is absent or isn't one. */
export function readPosition(text: string | null): { name: string; id: string } | null {
  if (text === null) return null;
  const position = v.safeParse(v.pipe(v.string(), v.parseJson(), v.tuple([v.string(), v.string()])), text);
  return position.success ? { name: position.output[0], id: position.output[1] } : null;
}

/** A place in the list of contacts, as `after` carries it. */
export function positionText({ name, id }: { name: string; id: string }): string {
  return JSON.stringify([name, id]);
}
