import * as v from "valibot";
import type { CalendarDate } from "./calendar.ts";
import { FIRST_DATE, LAST_DATE } from "./date-limits.ts";
import { DateInput, PersonIds } from "./follow-up-input.ts";

const DateByHand = v.pipe(
  DateInput,
  v.check((date) => date >= FIRST_DATE && date <= LAST_DATE, "Choose a date between the years 1900 and 9999."),
);

/** The date that was chosen, or what to tell instead. */
export type ChosenDate = { ok: true; date: CalendarDate } | { ok: false; message: string };

/** Reads a date that someone has chosen for a follow-up. */
export function readChosenDate(value: unknown): ChosenDate {
  if (!v.is(DateInput, value)) return { ok: false, message: "Choose a date for the follow-up." };
  const date = v.safeParse(DateByHand, value);
  return date.success ? { ok: true, date: date.output } : { ok: false, message: date.issues[0].message };
}

/** What the form that sets or clears a contact's follow-up date asks for. */
export type DateFormRequest =
  | { outcome: "set"; id: string; date: CalendarDate }
  | { outcome: "today"; id: string }
  | { outcome: "clear"; id: string }
  | { outcome: "badInput"; message: string };

/** Reads the form: `id`, and `set` with a day (a choice of its menu), or `intent` `set` with `date`, `today` or `clear`. */
export function readDateForm(form: FormData): DateFormRequest {
  const id = form.get("id");
  const intent = form.get("intent");
  if (typeof id !== "string" || id === "") return { outcome: "badInput", message: "The form names no contact." };
  if (intent === "clear" || intent === "today") return { outcome: intent, id };
  const choice = form.get("set");
  if (intent !== "set" && choice === null) {
    return { outcome: "badInput", message: "The form must say set or clear." };
  }
  const chosen = readChosenDate(choice ?? form.get("date"));
  return chosen.ok ? { outcome: "set", id, date: chosen.date } : { outcome: "badInput", message: chosen.message };
}

/** What the form of a list asks for, of the contacts that are ticked. */
export type BulkFormRequest =
  | { outcome: "setDate"; whom: BulkSelection; date: CalendarDate | null }
  | { outcome: "assign"; whom: BulkSelection; mode: "add" | "remove"; userId: string }
  | { outcome: "badInput"; message: string };

/** The contacts that were ticked; `isAllMatching` where those of the other pages are meant with them. */
export interface BulkSelection {
  ids: string[];
  isAllMatching: boolean;
}

/**
 * Reads the form of a list: `contactIds`, repeated; `matching`, where all that match are meant: how many rows were
 * shown; and `choice`, which says what to do with them: `clear`, `assign` or `unassign` the user of `userId`, `date` for
 * the one in the field of that name, or a day itself.
 */
export function readBulkForm(form: FormData): BulkFormRequest {
  const ids = form.getAll("contactIds");
  if (ids.length === 0) return { outcome: "badInput", message: "Nothing was selected, so nothing changed." };
  const read = v.safeParse(PersonIds, ids);
  if (!read.success) return { outcome: "badInput", message: `The selection can't be used: ${read.issues[0].message}.` };
  // Who has unticked a row since, which scripts aren't needed for, doesn't mean all.
  const whom = { ids: read.output, isAllMatching: form.get("matching") === String(read.output.length) };
  const choice = form.get("choice");
  if (choice === "clear") return { outcome: "setDate", whom, date: null };
  if (choice === "assign" || choice === "unassign") {
    const userId = form.get("userId");
    if (typeof userId !== "string" || userId === "") return { outcome: "badInput", message: "Choose a member." };
    return { outcome: "assign", whom, mode: choice === "assign" ? "add" : "remove", userId };
  }
  const chosen = readChosenDate(choice === "date" ? form.get("date") : choice);
  if (!chosen.ok) return { outcome: "badInput", message: chosen.message };
  return { outcome: "setDate", whom, date: chosen.date };
}
