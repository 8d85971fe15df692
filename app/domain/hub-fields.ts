// What the hub reads in the browser too, without the schemas that the server holds requests to.
import { isCalendarDate, type CalendarDate } from "./calendar.ts";

/** What stands beside the field where a snooze to a date has none, or one that isn't after today. */
export const SNOOZE_DATE_MESSAGE = "Choose a date after today to snooze to.";

/** What the hub's form asks for, with the contacts it names; `isRow` where a row's own button was pressed. */
export type HubRequest =
  | { outcome: "change"; ids: string[]; action: "done" | "snooze"; until: CalendarDate | undefined; isRow: boolean }
  | { outcome: "badDate"; ids: string[] }
  | { outcome: "nothingSelected" }
  | { outcome: "badInput"; message: string };

/** True for a date that a snooze can have on `today`. */
export function isSnoozeDate(date: string, today: CalendarDate): boolean {
  return isCalendarDate(date) && date > today;
}

/** Reads the hub's form on the user's `today` where the page itself has written it. */
export function readOwnHubForm(form: FormData, today: CalendarDate): HubRequest {
  const { isRow, personIds, action, until } = hubFields(form);
  if (action !== "done" && action !== "snooze") return { outcome: "badInput", message: "There is no such action" };
  if (personIds.length === 0) return { outcome: "nothingSelected" };
  return changeOrBadDate({ ids: personIds.map(String), action, isRow }, until, today);
}

/** The change that is asked for; `until` is what was chosen as its date, null where none was. */
export function changeOrBadDate(
  change: { ids: string[]; action: "done" | "snooze"; isRow: boolean },
  until: FormDataEntryValue | null,
  today: CalendarDate,
): HubRequest {
  if (until === null) return { outcome: "change", ...change, until: undefined };
  if (typeof until !== "string" || !isSnoozeDate(until, today)) return { outcome: "badDate", ids: change.ids };
  return { outcome: "change", ...change, until };
}

/**
 * The fields of the hub's form. `row`, from a row's own button, acts on that row alone whatever is ticked; `choice`, from
 * the bar's menu, says what to do with the ticked ones, a `date` of the form where it asks for one.
 */
export function hubFields(form: FormData) {
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
