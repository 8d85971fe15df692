import { LOCALES } from "../domain/locale.ts";
import * as v from "valibot";
import { isCalendarDate } from "../domain/calendar.ts";
import { LEAD_QUALITIES, STATUSES } from "../domain/contact.ts";
import { CadenceDays } from "../domain/contact-api-input.ts";
import { MANY_MOVES } from "../domain/history.ts";
import { CHANGE_ACTIONS } from "../domain/outcome.ts";
import { ERROR_CODES } from "./errors.ts";

/** A whole number from 0. */
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const AnyDate = v.pipe(v.string(), v.check(isCalendarDate));
const Moment = v.pipe(v.string(), v.isoTimestamp());
const text = v.string();
const optionalText = v.nullable(v.string());

/** A contact, as `GET /api/contacts` lists it. */
export const ContactAnswer = v.object({
  id: text,
  name: text,
  email: optionalText,
  phone: optionalText,
  company: optionalText,
  photoUrl: optionalText,
  leadQuality: v.nullable(v.picklist(LEAD_QUALITIES)),
  status: v.picklist(STATUSES),
  assignees: v.pipe(v.array(text), v.description("Emails of members.")),
  nextFollowUpDate: v.nullable(AnyDate),
  cadenceDays: CadenceDays,
  createdAt: Moment,
  updatedAt: Moment,
});

/** The answer of `GET /api/contacts`. */
export const ContactsAnswer = v.object({
  contacts: v.array(ContactAnswer),
  next: v.pipe(v.nullable(text), v.description("Where more follow: what to send as `after` for the next page.")),
});

/** The answer of `POST` and `PATCH /api/contacts`. */
export const SavedAnswer = v.object({
  ok: v.literal(true),
  added: Count,
  changed: Count,
  unchanged: v.pipe(Count, v.description("Contacts that were just so already.")),
  alike: v.pipe(
    v.optional(v.array(v.object({ id: text, other: v.object({ id: text, name: text }) }))),
    v.description("Contacts that were added with the email or phone of another one that was there; absent for none."),
  ),
  neverDue: v.pipe(
    v.optional(Count),
    v.description("Contacts that were written and are archived with a follow-up date, so never due; absent for none."),
  ),
});

/** The answer of `POST /api/contacts/{id}/activities`. */
export const LoggedAnswer = v.object({
  ok: v.literal(true),
  operationId: v.pipe(
    text,
    v.description("What undo takes, of who is signed in; what an API key has logged can’t be undone."),
  ),
  effect: v.pipe(
    v.picklist(["done", "set", "back", "stays", "later"]),
    v.description(
      "What became of the follow-up: `done` as it was due, `set` by the cadence, `back` today by a reply. It `stays` where nothing follows, and where there was contact `later`.",
    ),
  ),
  nextFollowUpDate: v.pipe(v.nullable(AnyDate), v.description("The date that the contact has now; null for none.")),
});

/** A follow-up that is due. */
export const FollowUpAnswer = v.object({
  id: text,
  contactId: text,
  contactName: text,
  reason: v.pipe(text, v.description("Such as “Follow-up overdue by 4 days”.")),
  suggestedTiming: v.picklist(["Today", "Overdue"]),
  isHot: v.boolean(),
  leadQuality: v.nullable(v.picklist(LEAD_QUALITIES)),
  status: v.picklist(STATUSES),
  overdueDays: v.pipe(Count, v.description("0 where it is due today.")),
  nextFollowUpDate: AnyDate,
  photoUrl: optionalText,
  company: optionalText,
  email: optionalText,
  phone: optionalText,
  phones: v.pipe(
    v.array(v.object({ text, href: optionalText })),
    v.description("The numbers in `phone`, each with the address that calls it; null where it can't be called."),
  ),
  lastNote: v.pipe(
    v.optional(text),
    v.description("Such as “Called 18 Nov: wants 3 bedrooms”. Absent where nothing was noted, and for embed tokens."),
  ),
  lastContact: v.pipe(
    v.optional(text),
    v.description(
      "When there was contact last, where `lastNote` tells of something else, as a note, a try that came to nothing or what was done without an outcome: such as “Last contact 12 days ago, call”. Absent where there was none, and for embed tokens.",
    ),
  ),
  insteadOf: v.pipe(
    v.optional(text),
    v.description(
      "The name of the member who is away, for whom the caller stands in; absent in the caller's own list.",
    ),
  ),
  tries: v.pipe(
    v.optional(Count),
    v.description(
      "How many tries in a row came to nothing since the contact was reached: with 2 the next one is the “3rd try”. Absent for none, and for embed tokens.",
    ),
  ),
  answered: v.pipe(
    v.optional(text),
    v.description(
      "Such as “Answered 2 hours ago”, where a reply waits for ours. Absent where none does, and for embed tokens.",
    ),
  ),
  answeredAt: v.pipe(v.optional(Moment), v.description("When that reply came.")),
  moves: v.pipe(
    v.optional(Count),
    v.description(
      `How often in a row it was moved to later without contact, where that is ${MANY_MOVES} times or more. Absent otherwise, and for embed tokens.`,
    ),
  ),
});

/** The answer of `GET /api/follow-ups/due`. */
export const DueAnswer = v.object({
  followUps: v.array(FollowUpAnswer),
  counts: v.pipe(
    v.object({ all: Count, overdue: Count, today: Count, hot: Count }),
    v.description("Of the whole due set, whatever the limit and the filter."),
  ),
  matching: v.pipe(
    v.optional(Count),
    v.description("How many `q` and `quality` let pass; absent where neither is sent."),
  ),
  isCut: v.pipe(
    v.optional(v.boolean()),
    v.description("True where so many are due, and have such words, that `q` was looked for in the first ones only."),
  ),
  today: v.pipe(AnyDate, v.description("The calendar date where the user is.")),
  nextMidnight: v.pipe(v.number(), v.description("When that day ends, in milliseconds since 1970.")),
  locale: v.pipe(
    v.picklist(LOCALES),
    v.description(
      "How the words of this answer write dates, as the user has chosen or `Accept-Language` says: always an English way.",
    ),
  ),
  snoozeOptions: v.pipe(
    v.array(v.object({ label: text, date: AnyDate, day: text, isUsual: v.boolean() })),
    v.description(
      "The dates that a menu offers to snooze to, with the user’s own; the usual one is what Snooze without a date means. One that was moved over days off says so in its `day`.",
    ),
  ),
});

/** The answer of `PATCH /api/follow-ups/due`. */
export const ChangedAnswer = v.object({
  ok: v.literal(true),
  count: v.pipe(Count, v.description("Contacts that were changed.")),
  action: v.picklist(CHANGE_ACTIONS),
  operationId: v.pipe(text, v.description("What undo takes.")),
  next: v.pipe(
    v.optional(v.array(v.object({ id: text, date: AnyDate }))),
    v.description("Of contacts that have a cadence, or are tried again: when their next follow-ups are."),
  ),
  nextIsSet: v.pipe(v.optional(v.boolean()), v.description("True where those dates are set already.")),
  nurture: v.pipe(
    v.optional(v.array(v.object({ id: text, date: AnyDate }))),
    v.description(
      "Of contacts that were tried often enough: when they can be followed up again, to nurture them. `POST /api/follow-ups/next` sets that.",
    ),
  ),
  moved: v.pipe(
    v.optional(v.array(v.object({ date: AnyDate, why: text }))),
    v.description(
      "Which of these dates were moved over days off by the organization’s working calendar or the user’s leave, and why: such as “as Fri 1 Jan is New Year’s Day”. Absent for none.",
    ),
  ),
});

/** The answer of `POST /api/follow-ups/next`. */
export const NextAnswer = v.object({ ok: v.literal(true), count: Count, action: v.literal("next"), operationId: text });

/** The answer of `POST /api/follow-ups/spread`. */
export const SpreadAnswer = v.object({
  ok: v.literal(true),
  action: v.literal("spread"),
  count: v.pipe(Count, v.description("Contacts that were moved, or would be.")),
  operationId: v.pipe(v.optional(text), v.description("What undo takes; absent from a dry run.")),
  days: v.pipe(
    v.optional(v.array(v.object({ date: AnyDate, there: Count, coming: Count }))),
    v.description("Of a dry run: each working day, with how many it has already and how many would come."),
  ),
  daysOff: v.pipe(
    v.optional(v.array(v.object({ date: AnyDate, name: text }))),
    v.description("Of a dry run: the holidays and days of leave between them, which are passed over; absent for none."),
  ),
  seen: v.pipe(v.optional(text), v.description("Of a dry run: its mark, to be sent with the request that does it.")),
});

/** The answer of `PATCH /api/follow-ups/lead-quality`. */
export const LeadQualityAnswer = v.object({ ok: v.literal(true), leadQuality: v.nullable(v.picklist(LEAD_QUALITIES)) });

/** The answer of `POST /api/follow-ups/undo`. */
export const UndoneAnswer = v.object({
  ok: v.literal(true),
  count: Count,
  action: v.literal("undo"),
  operationId: text,
  onlyLogged: v.pipe(
    v.optional(v.literal(true)),
    v.description("Present where it took back what was logged on timelines, and moved no date."),
  ),
});

/** The answer of `POST /api/embed-tokens`. */
export const EmbedTokenAnswer = v.object({ token: text, expiresAt: Moment });

/** The answer to every call that fails. */
export const ErrorAnswer = v.object({
  error: v.object({
    code: v.picklist(ERROR_CODES),
    message: text,
    issues: v.array(v.object({ field: text, message: text })),
  }),
});
