import type { ClientSession, WithId } from "mongodb";
import { todayIn, type CalendarDate } from "../app/domain/calendar.ts";
import { nextDate, type NextDate } from "../app/domain/cadence.ts";
import { dateAfterContact } from "../app/domain/contact-made.ts";
import type { Direction, NoteKind } from "../app/domain/contact.ts";
import { laterDates, type Said } from "../app/domain/outcome.ts";
import { Temporal } from "temporal-polyfill";
import { findFollowUpRules } from "./cadence.ts";
import { writeDates, writeFollowUps } from "./change-follow-ups.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { writeActivities, type Author } from "./write-activities.ts";
import { wasHandledAfter } from "./contact-history.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { doOnce, type ReusedId } from "./operations.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** Something that happened with a contact, and what it says of the follow-up. */
export interface NewActivity extends Pick<Said, "outcome" | "leadQuality"> {
  id: string;
  kind: NoteKind;
  /** May be empty, but for a note of which nothing came. */
  text: string;
  direction?: Direction | undefined;
  /** When it happened, `now` or earlier; absent: now. */
  time?: Date | undefined;
  /** Whether a call, an email or a meeting counts as follow-up; a note never does. */
  counts: boolean;
  /** The date of the follow-up as the form showed it, which is left alone where it is another one by now. */
  seenDate?: CalendarDate | undefined;
  today: CalendarDate;
  timeZone: string;
  now: Date;
  operationId?: string | undefined;
}

/** Who logs it: a member, or for an organization's API key nobody, under whose id the key's requests are known. */
export type Logger = MemberScope & { isKey?: boolean };

/**
 * What became of the follow-up: it is `done`, `set` by the cadence, or `back` today by a reply; or it `stays`, also as there
 * was contact `later`, or as somebody has changed it `meanwhile`.
 */
export type FollowUpEffect = "done" | "set" | "back" | "stays" | "later" | "meanwhile";

/** What a contact's activity did, as its request is answered each time that it is sent. */
export interface LoggedActivity {
  /** 1, as there is something to take back; 0 where nothing was written. */
  count: number;
  effect: FollowUpEffect;
  nextFollowUpDate: CalendarDate | null;
  next?: NextDate[];
  nextIsSet?: boolean;
  nurture?: NextDate[];
  later?: NextDate[];
}

/** What became of it; `notFound` where the caller can't see such a contact. */
export type LogResult =
  ({ outcome: "logged"; operationId: string } & LoggedActivity) | { outcome: "notFound" } | ReusedId;

/**
 * Writes on a contact's timeline what happened with it, and does with the follow-up what comes of that: all of it or nothing,
 * as one operation, and once for each id. Its undo puts the date back, and leaves what was said as something that was taken
 * back.
 */
export async function logActivity(database: Database, logger: Logger, activity: NewActivity): Promise<LogResult> {
  const { id, kind, text, direction, time, counts, seenDate, outcome, leadQuality, now, operationId } = activity;
  const values = {
    ...{ kind, direction, time: time?.toISOString(), counts: String(counts), seenDate, outcome, leadQuality },
    of: logger.of,
  };
  const action = outcome ? "done" : "log";
  const request = { operationId, action, ids: [id], values, said: [text], now } as const;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<LogResult> => {
      const result = await doOnce(database, logger, session, request, (operationId) =>
        writeActivity(database, logger, session, { ...activity, operationId }),
      );
      if (result?.outcome !== "answered") return result ?? { outcome: "notFound" };
      return { outcome: "logged", operationId: result.operationId, ...result.answer };
    }),
  );
}

type WrittenActivity = NewActivity & { operationId: string };

async function writeActivity(
  database: Database,
  logger: Logger,
  session: ClientSession,
  activity: WrittenActivity,
): Promise<LoggedActivity | null> {
  const { id, kind, text, outcome } = activity;
  const contact = await database.contacts.findOne({ ...visibleTo(logger), id }, { session });
  if (!contact) return null;
  // What came of it tells enough where nothing was said.
  const isWritten = text !== "" || !outcome;
  if (isWritten) contact.updatedAt = await writeEntry(database, logger, session, contact, activity);
  const kept = { count: Number(isWritten), nextFollowUpDate: contact.nextFollowUpDate };
  if (outcome) {
    const change = { ...activity, ids: [id], action: "done", note: undefined } as const;
    const done = await writeFollowUps(database, logger, session, change);
    if (!done?.count) return { ...kept, effect: "meanwhile" };
    return { ...done, effect: "done", nextFollowUpDate: (done.nextIsSet && done.next[0]?.date) || null };
  }
  if (!activity.counts || kind === "note") return { ...kept, effect: "stays" };
  return { ...kept, ...(await changeDate(database, logger, session, contact, activity)) };
}

/** Who is told to have done it. */
const authorOf = ({ organizationId, userId, standsInFor, isKey }: Logger): Author => {
  return { organizationId, userId: isKey ? null : userId, standsInFor };
};

/** Writes the entry of the timeline; returns when the contact has changed by it, which tells other pages of it. */
async function writeEntry(
  database: Database,
  logger: Logger,
  session: ClientSession,
  contact: WithId<ContactDocument>,
  { kind, text, direction, time, outcome, now, operationId }: WrittenActivity,
): Promise<Date> {
  const loggedAt = momentOfChange(now, [contact]);
  await database.contacts.updateOne({ _id: contact._id }, { $set: { updatedAt: loggedAt } }, { session });
  const isOfContact = kind !== "note";
  const entry = {
    contactId: contact.id,
    action: kind,
    ...(logger.isKey && { loggedBy: logger.userId }),
    ...(text !== "" && { text }),
    ...(isOfContact && direction && { direction }),
    ...(isOfContact && outcome && { outcome }),
    ...(time && { at: time, loggedAt }),
  };
  await writeActivities(database, authorOf(logger), session, { made: [entry], now: loggedAt, operationId });
  return loggedAt;
}

/** Does with the follow-up what comes of contact that counts. */
async function changeDate(
  database: Database,
  logger: Logger,
  session: ClientSession,
  contact: WithId<ContactDocument>,
  { id, direction = "out", time, seenDate, today, timeZone, now, operationId }: WrittenActivity,
): Promise<Partial<LoggedActivity> & Pick<LoggedActivity, "effect">> {
  const { organizationId } = logger;
  const { nextFollowUpDate: before, updatedAt } = contact;
  if (seenDate !== undefined && seenDate !== before) return { effect: "meanwhile" };
  const key = { organizationId, contactId: id, at: time! };
  if (time && (await wasHandledAfter(database, key, session))) return { effect: "later" };
  const date = time ? todayIn(Temporal.Instant.fromEpochMilliseconds(time.getTime()), timeZone) : today;
  const rules = await findFollowUpRules(database, logger, today, session);
  const made = { direction, date: date < today ? date : today, today };
  const { date: after, off } = dateAfterContact(contact, made, rules);
  if (after === before) return { effect: "stays" };
  // What was there is done by it; a date that it brings is set.
  const action = direction === "out" && before !== null ? "done" : "set";
  const dates = [{ id, before, after, updatedAt }];
  await writeDates(database, authorOf(logger), session, { dates, action, now, operationId });
  if (direction === "in") return { effect: "back", nextFollowUpDate: after };
  if (after !== null)
    return { effect: "set", nextFollowUpDate: after, next: [nextDate(id, { date: after, off })], nextIsSet: true };
  // It is offered to whom the contact is assigned.
  const isOwn = contact.assigneeIds.includes(logger.of ?? logger.userId);
  return {
    ...{ effect: "done", nextFollowUpDate: null },
    ...(isOwn && { later: laterDates([contact], [], today, rules) }),
  };
}
