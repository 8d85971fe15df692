import * as v from "valibot";
import { ActionInput, DateInput, PersonIds } from "./follow-up-input.ts";

const HubChange = v.object({ personIds: PersonIds, action: ActionInput, until: v.optional(DateInput) });

/** What the hub's form asks for, with the contacts it names. */
export type HubRequest =
  | { outcome: "change"; ids: string[]; action: "done" | "snooze"; until: string | undefined }
  | { outcome: "nothingSelected" }
  | { outcome: "badInput"; message: string };

/**
 * Reads the hub's form. `row`, from a row's own button, acts on that row alone whatever is ticked; `choice`, from the
 * bar's menu, says what to do with the ticked ones, a `date` of the form where it asks for one.
 */
export function readHubForm(form: FormData): HubRequest {
  const { personIds, action, until } = fieldsOf(form);
  if (personIds.length === 0 && v.is(ActionInput, action)) return { outcome: "nothingSelected" };
  const parsed = v.safeParse(HubChange, { personIds, action, until: until ?? undefined });
  if (!parsed.success) {
    const message = parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join("; ");
    return { outcome: "badInput", message };
  }
  return {
    outcome: "change",
    ids: parsed.output.personIds,
    action: parsed.output.action,
    until: parsed.output.until,
  };
}

function fieldsOf(form: FormData) {
  const row = form.get("row");
  const choice = form.get("choice");
  if (typeof row === "string") {
    const fields = new URLSearchParams(row);
    return { personIds: fields.getAll("personIds"), action: fields.get("action"), until: fields.get("until") };
  }
  const personIds = form.getAll("personIds");
  if (typeof choice !== "string") return { personIds, action: form.get("action"), until: null };
  const fields = new URLSearchParams(choice);
  const until = fields.has("date") ? form.get("date") : fields.get("until");
  return { personIds, action: fields.get("action"), until };
}
