import * as v from "valibot";
import { isCalendarDate, type CalendarDate } from "./calendar.ts";
import { fits, isKeepable, MOST_CHARACTERS, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { LEAD_QUALITIES } from "./contact.ts";
import { MOST_FOLLOW_UPS, MOST_URGENT } from "./due-list.ts";
import { LONGEST_SEARCH, QUALITY_FILTERS } from "./due-view.ts";
import { FILTERS, ORDERS } from "./filters.ts";
import { CHANGE_ACTIONS, LONGEST_DONE_NOTE, OUTCOMES } from "./outcome.ts";
import { MOST_PER_DAY, MOST_SPREAD_DAYS } from "./spread.ts";

const LONGEST_SKIPPED = 4_000;

const Id = v.pipe(
  v.string("Must be text"),
  v.nonEmpty("Must not be empty"),
  v.check((id) => fits(id, MOST_CHARACTERS.id), "Too long"),
  v.metadata({ maxLength: MOST_CHARACTERS.id }),
);

/** A calendar date that exists, as `YYYY-MM-DD`. */
export const DateInput = v.pipe(
  v.string("Must be a date as YYYY-MM-DD"),
  v.check(isCalendarDate, "Must be a date that exists, as YYYY-MM-DD"),
);

/** One of the hub's tabs. */
export const FilterInput = v.picklist(FILTERS, `Must be one of ${FILTERS.join(", ")}`);

/** The contacts to pass over, each once; where they are too many for an address, the last ones. */
export const SkippedInput = v.pipe(
  v.array(v.string()),
  v.transform((ids) => {
    const distinct = [...new Set(ids.filter(Boolean))].slice(-MOST_FOLLOW_UPS + 1);
    while (distinct.join("").length > LONGEST_SKIPPED) distinct.shift();
    return distinct;
  }),
);

/** An id for an operation, chosen by the one who asks for it, so that what is sent twice is done once. */
export const NewOperationId = v.pipe(
  v.string("Must be text"),
  v.regex(/^op_[\w-]{20,80}$/, "Must be op_ and 20 to 80 random letters, digits, - or _"),
);

/** Whose list a request is about, by the member's id; the caller's own where it says nothing. */
export const WhoseInput = v.pipe(
  v.optional(Id),
  v.description("The id of a member: the request is then about their list, where the caller may work it."),
);

/** The query of `GET /api/follow-ups/due`. */
export const DueQuery = v.object({
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^0*[1-9]\d*$/, "Must be a whole number from 1"),
      v.transform((digits) => Math.min(Number(digits), MOST_FOLLOW_UPS)),
    ),
    String(MOST_URGENT),
  ),
  order: v.optional(v.picklist(ORDERS, `Must be one of ${ORDERS.join(", ")}`), "oldest"),
  filter: v.optional(FilterInput, "all"),
  q: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_SEARCH, `At most ${LONGEST_SEARCH} characters`))),
  quality: v.optional(v.picklist(QUALITY_FILTERS, `Must be one of ${QUALITY_FILTERS.join(", ")}`)),
  for: WhoseInput,
});

/** The contacts that a request names, each once. */
export const PersonIds = v.pipe(
  v.array(Id, "Must be a list of contact ids"),
  v.minLength(1, "Name at least one contact"),
  v.maxLength(MOST_FOLLOW_UPS, `Name at most ${MOST_FOLLOW_UPS} contacts`),
  v.transform((ids) => [...new Set(ids)]),
);

/** What can be done with a follow-up. */
export const ActionInput = v.picklist(CHANGE_ACTIONS, `Must be one of ${CHANGE_ACTIONS.join(", ")}`);

/** What came of a follow-up that is done. */
export const OutcomeInput = v.picklist(OUTCOMES, `Must be one of ${OUTCOMES.join(", ")}`);

/** A line of text with what is done; undefined where it is empty. */
export const DoneNoteInput = v.pipe(
  v.string("Must be text"),
  v.check((text) => fits(oneLine(text), LONGEST_DONE_NOTE), `Must have at most ${LONGEST_DONE_NOTE} characters`),
  v.check(isKeepable, UNKEEPABLE_MESSAGE),
  v.transform((text) => oneLine(text) || undefined),
);

/** A lead quality; null is none. */
export const LeadQualityInput = v.nullable(
  v.picklist(LEAD_QUALITIES, `Must be one of ${LEAD_QUALITIES.join(", ")}, or null`),
);

/** The body of `PATCH /api/follow-ups/due` on the caller's `today`. */
export function ChangeBody(today: CalendarDate) {
  const After = v.pipe(
    DateInput,
    v.check((date) => date > today, `Must be after today, ${today}`),
  );
  return v.pipe(
    v.object({
      personId: v.optional(Id),
      personIds: v.optional(PersonIds),
      action: ActionInput,
      until: v.optional(After),
      outcome: v.pipe(
        v.optional(OutcomeInput),
        v.description("Of done: what came of it. It decides on the next date."),
      ),
      note: v.pipe(v.optional(DoneNoteInput), v.description("Of done: a line of text for the timeline.")),
      leadQuality: v.pipe(
        v.optional(LeadQualityInput),
        v.description("Of the outcome `notInterested`: the lead quality from now on; null is none."),
      ),
      operationId: v.optional(NewOperationId),
      for: WhoseInput,
    }),
    v.forward(
      v.check(
        ({ personId, personIds }) => (personId === undefined) !== (personIds === undefined),
        "Send either personId or personIds",
      ),
      ["personIds"],
    ),
    v.forward(
      v.check(({ action, until }) => action === "snooze" || until === undefined, "Only a snooze has a date"),
      ["until"],
    ),
    v.forward(
      v.check(({ action, outcome }) => action === "done" || outcome === undefined, "Only what is done has an outcome"),
      ["outcome"],
    ),
    v.forward(
      v.check(({ action, note }) => action === "done" || note === undefined, "Only what is done has a note"),
      ["note"],
    ),
    v.forward(
      v.check(
        ({ outcome, leadQuality }) => outcome === "notInterested" || leadQuality === undefined,
        "Only the outcome notInterested has a lead quality",
      ),
      ["leadQuality"],
    ),
    v.transform(({ personId, personIds, ...change }) => ({
      ids: personIds ?? (personId === undefined ? [] : [personId]),
      ...change,
    })),
  );
}

const wholeFrom1To = (most: number) => {
  const message = `Must be a whole number from 1 to ${most.toLocaleString("en")}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(1, message), v.maxValue(most, message));
};

/** Over how many working days follow-ups are spread. */
export const SpreadDaysInput = wholeFrom1To(MOST_SPREAD_DAYS);
/** How many follow-ups a day has at most after a spread. */
export const PerDayInput = wholeFrom1To(MOST_PER_DAY);
/** The mark of a preview. */
export const SeenInput = v.pipe(v.string("Must be text"), v.maxLength(100, "Too long"));

/** The body of `POST /api/follow-ups/spread`. */
export const SpreadBody = v.pipe(
  v.object({
    days: SpreadDaysInput,
    perDay: PerDayInput,
    filter: v.pipe(
      v.optional(FilterInput),
      v.description("Which of the due follow-ups; where nothing is said the overdue ones, or all in `personIds`."),
    ),
    personIds: v.optional(PersonIds),
    dryRun: v.pipe(
      v.optional(v.boolean("Must be true or false"), false),
      v.description("Only tells what would be where; nothing is written."),
    ),
    seen: v.pipe(
      v.optional(SeenInput),
      v.description("The mark of a preview: it is only done where it comes to the same still."),
    ),
    operationId: v.optional(NewOperationId),
    for: WhoseInput,
  }),
  v.transform(({ personIds, filter, ...wanted }) => {
    return { ...wanted, filter: filter ?? (personIds ? "all" : "overdue"), ids: personIds };
  }),
);

/** The body of `POST /api/follow-ups/undo`. */
export const UndoBody = v.object({ operationId: Id });

/** The body of `POST /api/follow-ups/next`. */
export const NextBody = v.object({
  operationId: Id,
  newOperationId: v.optional(NewOperationId),
  later: v.pipe(
    v.optional(v.boolean("Must be true or false")),
    v.description("True sets it in 30 days for those too that have no cadence."),
  ),
});

/** The body of `PATCH /api/follow-ups/lead-quality`. */
export const LeadQualityBody = v.object({
  personId: Id,
  leadQuality: LeadQualityInput,
  from: v.pipe(
    v.optional(LeadQualityInput),
    v.description("Only where it is this one still, so that an undo leaves alone what someone else has set since."),
  ),
  operationId: v.optional(NewOperationId),
});
