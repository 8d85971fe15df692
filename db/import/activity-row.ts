import * as v from "valibot";
import { isCalendarDate } from "../../app/domain/calendar.ts";
import { ACTIVITY_ACTIONS } from "../../app/domain/contact.ts";

const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const OptionalDate = v.nullable(v.pipe(v.string(), v.check(isCalendarDate, "must be a date (YYYY-MM-DD)")));

const Activity = v.object({
  contactId: Id,
  action: v.picklist(ACTIVITY_ACTIONS, `must be one of ${ACTIVITY_ACTIONS.join(", ")}`),
  at: v.pipe(
    v.string(),
    v.isoTimestamp("must be a date-time in UTC"),
    v.transform((text) => new Date(text)),
  ),
  user: v.nullable(v.string()),
  dateBefore: OptionalDate,
  dateAfter: OptionalDate,
  operationId: Id,
});

/** An activity as an export writes it; `user` is an email or an id. */
export type ImportedActivity = v.InferOutput<typeof Activity>;

/** The activity that a line describes, or every reason why it describes none. */
export type ActivityRowResult = { ok: true; activity: ImportedActivity } | { ok: false; reasons: string[] };

/** Reads one activity of an export. */
export function readActivityRow(fields: unknown): ActivityRowResult {
  const result = v.safeParse(Activity, fields);
  if (result.success) return { ok: true, activity: result.output };
  return { ok: false, reasons: result.issues.map((issue) => `${v.getDotPath(issue) ?? "activity"} ${issue.message}`) };
}
