// What the hub reads in the browser too, without the schemas that the server holds requests to.
import { isCalendarDate, type CalendarDate } from "./calendar.ts";
import { CHANGE_ACTIONS, type ChangeAction } from "./outcome.ts";

/** What stands beside the field where a snooze to a date has none, or one that isn't after today. */
export const SNOOZE_DATE_MESSAGE = "Choose a date after today to snooze to.";

/** Why a snooze to a day can't be, and the words that were typed for it; null where the date was chosen. */
export interface DayProblem {
  message: string;
  words: string | null;
}

/** What is to be done with the contacts that a form names; `isRow` where a row's own button was pressed. */
interface HubChange {
  ids: string[];
  action: ChangeAction;
  isRow: boolean;
}

/** What the hub's form asks for; a day in words is still to be understood. */
export type HubRequest =
  | ({ outcome: "change"; until: CalendarDate | undefined } & HubChange)
  | ({ outcome: "words"; words: string } & HubChange)
  | { outcome: "badDate"; ids: string[]; problem: DayProblem }
  | { outcome: "nothingSelected" }
  | { outcome: "badInput"; message: string };

/** True for a date that a snooze can have on `today`. */
export function isSnoozeDate(date: string, today: CalendarDate): boolean {
  return isCalendarDate(date) && date > today;
}

/** Reads the hub's form on the user's `today` where the page itself has written it. */
export function readOwnHubForm(form: FormData, today: CalendarDate): HubRequest {
  const { isRow, personIds, action, day } = hubFields(form);
  if (!isChangeAction(action)) return { outcome: "badInput", message: "There is no such action" };
  if (personIds.length === 0) return { outcome: "nothingSelected" };
  return changeOrBadDate({ ids: personIds.map(String), action, isRow }, day, today);
}

const isChangeAction = (action: unknown): action is ChangeAction => CHANGE_ACTIONS.some((each) => each === action);

/** The day that a form asks for: a date, null where none is asked for, or what was typed in words. */
interface AskedDay {
  until: FormDataEntryValue | null;
  words: string;
}

/** The change that is asked for. */
export function changeOrBadDate(change: HubChange, { until, words }: AskedDay, today: CalendarDate): HubRequest {
  if (words !== "") return { outcome: "words", ...change, words };
  if (until === null) return { outcome: "change", ...change, until: undefined };
  if (typeof until !== "string" || !isSnoozeDate(until, today)) {
    return { outcome: "badDate", ids: change.ids, problem: { message: SNOOZE_DATE_MESSAGE, words: null } };
  }
  return { outcome: "change", ...change, until };
}

/**
 * The fields of the hub's form. `row`, from a row's own button, acts on that row alone whatever is ticked; `choice`, from
 * the bar's menu, says what to do with the ticked ones, to the `day` in words or the `date` of the form where it asks for one.
 */
export function hubFields(form: FormData) {
  const row = form.get("row");
  const choice = form.get("choice");
  if (typeof row === "string") {
    const fields = new URLSearchParams(row);
    const until = fields.get("until");
    return {
      isRow: true,
      personIds: fields.getAll("personIds"),
      action: fields.get("action"),
      day: { until, words: "" },
    };
  }
  const personIds = form.getAll("personIds");
  if (typeof choice !== "string") {
    return { isRow: false, personIds, action: form.get("action"), day: { until: null, words: "" } };
  }
  const fields = new URLSearchParams(choice);
  const day = fields.has("date") ? typedDay(form) : { until: fields.get("until"), words: "" };
  return { isRow: false, personIds, action: fields.get("action"), day };
}

/** The day that is typed into the fields of a form, where words count before a date. */
function typedDay(form: FormData): AskedDay {
  const words = form.get("day");
  return { until: form.get("date") ?? "", words: typeof words === "string" ? words.trim() : "" };
}

/** Reads the snooze that the fields of the dialog ask for. */
export function readSnoozeForm(form: FormData, today: CalendarDate): HubRequest {
  return changeOrBadDate({ ids: [], action: "snooze", isRow: false }, typedDay(form), today);
}
