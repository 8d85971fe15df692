import * as v from "valibot";
import { isCalendarDate } from "../domain/calendar.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const AnyDate = v.pipe(v.string(), v.check(isCalendarDate));
const text = v.string();
const optionalText = v.nullable(v.string());

const TEAM_NUMBERS = {
  due: Count,
  overdue: Count,
  oldest: v.pipe(
    v.nullable(AnyDate),
    v.description("The date of what has been due for the longest; null for nothing."),
  ),
  hotOverdue: v.pipe(Count, v.description("Overdue contacts whose lead quality is `HOT`.")),
  doneToday: v.pipe(Count, v.description("Contacts that they marked done today.")),
  noNextStep: v.pipe(Count, v.description("Active contacts without a follow-up date.")),
};

/** The answer of `GET /api/team`. */
export const TeamAnswer = v.object({
  today: v.pipe(
    AnyDate,
    v.description("The calendar date where the user is; for an API key where the organization is."),
  ),
  members: v.pipe(
    v.array(v.object({ id: text, name: text, email: text, ...TEAM_NUMBERS })),
    v.description("At most 500, the largest backlog first."),
  ),
  totals: v.pipe(v.object(TEAM_NUMBERS), v.description("A contact that two look after counts for both of them.")),
  hotOverdue: v.pipe(
    v.object({
      workingDays: v.pipe(Count, v.description("As the organization's settings say.")),
      count: Count,
      contacts: v.array(
        v.object({
          ...{ id: text, name: text, nextFollowUpDate: AnyDate, workingDays: Count },
          assignees: v.array(v.object({ id: text, name: text })),
        }),
      ),
    }),
    v.description("The hot contacts that have been overdue for so many working days, the first fifty of them."),
  ),
});

/** The answer of `GET /api/absences`. */
export const AbsencesAnswer = v.object({
  absences: v.array(
    v.object({
      ...{ id: text, userId: text, standInId: text, from: AnyDate, until: AnyDate },
      name: v.pipe(optionalText, v.description("Who is away.")),
      standInName: v.pipe(
        optionalText,
        v.description("Null where who stands in isn't a member any more: nobody does then."),
      ),
    }),
  ),
});

/** The answer of `POST /api/absences` and `POST /api/absences/remove`. */
export const AbsenceAddedAnswer = v.object({
  ok: v.literal(true),
  id: text,
  operationId: v.pipe(text, v.description("What undo takes.")),
});
