import * as v from "valibot";
import type { CalendarDate } from "./calendar.ts";
import { ActionInput, PersonIds } from "./follow-up-input.ts";
import { changeOrBadDate, hubFields, type HubRequest } from "./hub-fields.ts";

const HubChange = v.object({ personIds: PersonIds, action: ActionInput });

/** Reads the hub's form on the user's `today`, whoever has written it. */
export function readHubForm(form: FormData, today: CalendarDate): HubRequest {
  const { isRow, personIds, action, day } = hubFields(form);
  if (personIds.length === 0 && v.is(ActionInput, action)) return { outcome: "nothingSelected" };
  const parsed = v.safeParse(HubChange, { personIds, action });
  if (!parsed.success) {
    const message = parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join("; ");
    return { outcome: "badInput", message };
  }
  const { personIds: ids, action: wanted } = parsed.output;
  return changeOrBadDate({ ids, action: wanted, isRow }, day, today);
}
