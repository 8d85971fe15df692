import * as v from "valibot";
import type { CalendarDate } from "./calendar.ts";
import { ActionInput, DateInput, PersonIds } from "./follow-up-input.ts";

/** What stands beside the field where a snooze to a date has none, or one that isn't after today. */
export const SNOOZE_DATE_MESSAGE = "Choose a date after today to snooze to.";

const HubChange = v.object({ personIds: PersonIds, action: ActionInput });

/** What the hub's form asks for, with the contacts it names; `isRow` where a row's own button was pressed. */
export type HubRequest =
  | { outcome: "change"; ids: string[]; action: "done" | "snooze"; until: CalendarDate | undefined; isRow: boolean }
  | { outcome: "badDate"; ids: string[] }
  | { outcome: "nothingSelected" }
  | { outcome: "badInput"; message: string };

/**
 * Reads the hub's form on the user's `today`, in the browser and on the server. `row`, from a row's own button, acts on
 * that row alone whatever is ticked; `choice`, from the bar's menu, says what to do with the ticked ones, a `date` of the
 * form where it asks for one.
 */
export function readHubForm(form: FormData, today: CalendarDate): HubRequest {
  const { isRow, personIds, action, until } = fieldsOf(form);
  if (personIds.length === 0 && v.is(ActionInput, action)) return { outcome: "nothingSelected" };
  const parsed = v.safeParse(HubChange, { personIds, action });
  if (!parsed.success) {
    const message = parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join("; ");
    return { outcome: "badInput", message };
  }
  const change = { outcome: "change", ids: parsed.output.personIds, action: parsed.output.action, isRow } as const;
  if (until === null) return { ...change, until: undefined };
  if (!isSnoozeDate(until, today)) return { outcome: "badDate", ids: change.ids };
  return { ...change, until };
}

/** True for a date that a snooze can have on `today`. */
export function isSnoozeDate(date: unknown, today: CalendarDate): date is CalendarDate {
  return v.is(DateInput, date) && date > today;
}

function fieldsOf(form: FormData) {
  const row = form.get("row");
  const choice = form.get("choice");
  if (typeof row === "string") {
    const fields = new URLSearchParams(row);
    const until = fields.get("until");
    return { isRow: true, personIds: fields.getAll("personIds"), action: fields.get("action"), until };
  }
  const personIds = form.getAll("personIds");
  if (typeof choice !== "string") return { isRow: false, personIds, action: form.get("action"), until: null };
  const fields = new URLSearchParams(choice);
  const until = fields.has("date") ? (form.get("date") ?? "") : fields.get("until");
  return { isRow: false, personIds, action: fields.get("action"), until };
}
