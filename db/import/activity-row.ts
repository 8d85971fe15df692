import * as v from "valibot";
import { isCalendarDate } from "../../app/domain/calendar.ts";
import { ACTIVITY_ACTIONS, DIRECTIONS, TOLD_FIELDS } from "../../app/domain/contact.ts";
import { fits, isKeepable, MOST_CHARACTERS } from "../../app/domain/characters.ts";
import { OUTCOMES } from "../../app/domain/outcome.ts";
import { LONGEST_NOTE } from "../../app/domain/note-form.ts";

const LONGEST_VALUE = 100_000;
const MOST_CHANGES = 20;

const Text = v.pipe(v.string(), v.check(isKeepable, "has a control character"));
const Id = v.pipe(
  Text,
  v.minLength(1),
  v.check((id) => fits(id, MOST_CHARACTERS.id)),
);
const OptionalDate = v.nullable(v.pipe(v.string(), v.check(isCalendarDate, "must be a date (YYYY-MM-DD)")));

const Value = v.nullable(v.pipe(Text, v.maxLength(LONGEST_VALUE)));
const Change = v.object({ field: v.picklist(TOLD_FIELDS), before: Value, after: Value });

const Time = v.pipe(
  v.string(),
  v.isoTimestamp("must be a date-time in UTC"),
  v.transform((text) => new Date(text)),
  v.check((at) => !Number.isNaN(at.valueOf()), "must be a date-time in UTC"),
);

const Activity = v.object({
  contactId: Id,
  action: v.picklist(ACTIVITY_ACTIONS, `must be one of ${ACTIVITY_ACTIONS.join(", ")}`),
  at: Time,
  user: v.nullable(v.string()),
  insteadOf: v.optional(v.string()),
  dateBefore: OptionalDate,
  dateAfter: OptionalDate,
  operationId: Id,
  text: v.optional(
    v.pipe(
      Text,
      v.check((text) => fits(text, LONGEST_NOTE)),
    ),
  ),
  changes: v.optional(v.pipe(v.array(Change), v.maxLength(MOST_CHANGES))),
  outcome: v.optional(v.picklist(OUTCOMES, `must be one of ${OUTCOMES.join(", ")}`)),
  undone: v.optional(v.boolean("must be true or false")),
  direction: v.optional(v.picklist(DIRECTIONS, `must be one of ${DIRECTIONS.join(", ")}`)),
  loggedAt: v.optional(Time),
});

/** An activity as an export writes it; `user` is an email or an id. */
export type ImportedActivity = v.InferOutput<typeof Activity>;

/** The activity that a line describes, or every reason why it describes none. */
export type ActivityRowResult = { ok: true; activity: ImportedActivity } | { ok: false; reasons: string[] };

const WORDS: Record<keyof ImportedActivity, string> = {
  contactId: "Contact",
  action: "Action",
  at: "Time",
  user: "User",
  insteadOf: "Instead of",
  dateBefore: "Date before",
  dateAfter: "Date after",
  operationId: "Operation",
  text: "Text",
  changes: "Changes",
  outcome: "Outcome",
  undone: "Undone",
  direction: "Direction",
  loggedAt: "Time written down",
};

/** Reads one activity of an export. */
export function readActivityRow(fields: unknown): ActivityRowResult {
  const result = v.safeParse(Activity, fields);
  if (result.success) return { ok: true, activity: result.output };
  return { ok: false, reasons: result.issues.map((issue) => `${wordOf(issue)} ${issue.message}`) };
}

function wordOf({ path }: Pick<v.BaseIssue<unknown>, "path">): string {
  const field = String(path?.[0]?.key) as keyof ImportedActivity;
  return WORDS[field] ?? "Activity";
}
