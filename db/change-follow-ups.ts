import type { ClientSession } from "mongodb";
import type { DoneContact, NextDate } from "../app/domain/cadence.ts";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { ActivityAction } from "../app/domain/contact.ts";
import { MOST_FOLLOW_UPS } from "../app/domain/due-list.ts";
import {
  datesAfterDone,
  nurtureDate,
  triesInRow,
  type ChangeAction,
  type DatesAfterDone,
  type Said,
} from "../app/domain/outcome.ts";
import { snoozeDate, snoozeDateByCalendar } from "../app/domain/snooze.ts";
import { findFollowUpRules, type FollowUpRules } from "./cadence.ts";
import type { ActivityDocument, ContactDocument, Database } from "./collections.ts";
import { actedFor } from "./acted-for.ts";
import { fieldsOfChange, toldOfChange, type ChangedFields } from "./done-fields.ts";
import type { Author } from "./write-activities.ts";
import { wholeHistories } from "./contact-history.ts";
import { ALL_AT_ONCE } from "./due.ts";
import { newId } from "./ids.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { doOnce, type ReusedId } from "./operations.ts";
import { assignedTo, visibleTo, type MemberScope, type Scope } from "./scope.ts";

/** What to do with the follow-ups of some contacts; `until`, for a snooze, replaces the three days. */
export interface FollowUpChange extends Said {
  ids: readonly string[];
  action: ChangeAction;
  until?: CalendarDate | undefined;
  today: CalendarDate;
  now: Date;
  /** Leaves contacts alone that aren't due any more, so that a form sent twice acts once. */
  dueOnly?: boolean;
  /** Leaves contacts alone that have another date than this, which their page showed. */
  seenDate?: CalendarDate | undefined;
  /** The operation's id where the caller has chosen it: what was done by that id already is told, not done again. */
  operationId?: string | undefined;
}

/** What became of a change: how many contacts it changed, or that it reached none. */
export type ChangeResult = { outcome: "changed"; count: number; operationId: string } | { outcome: "notFound" };

/** What a change of this kind did, with the dates that follow what was done: set already, or on offer. */
export type FollowUpResult =
  ({ outcome: "changed"; count: number; operationId: string } & FollowingDates) | { outcome: "notFound" } | ReusedId;

type FollowingDates = Pick<DatesAfterDone, "next" | "nextIsSet"> & { nurture?: NextDate[]; later?: NextDate[] };

/** A contact's follow-up date before and after a change. */
export interface DateChange {
  id: string;
  before: CalendarDate | null;
  after: CalendarDate | null;
}

/** The same with the time of the contact's last change, as it was read in this transaction, and what else is told of it. */
export interface ReadDateChange extends DateChange {
  updatedAt: Date;
  told?: Pick<ActivityDocument, "outcome" | "text" | "changes" | "cadence">;
}

/** Snoozes or finishes the follow-ups of the user's contacts; ids that aren't assigned to the user are dropped. */
export async function changeFollowUps(
  database: Database,
  scope: Scope,
  change: FollowUpChange,
): Promise<FollowUpResult> {
  const { ids, until, action, outcome, note, leadQuality, operationId, now } = change;
  const values = { until, outcome, leadQuality, of: scope.of };
  const request = { operationId, action, ids, values, ...(note !== undefined && { said: [note] }), now };
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<FollowUpResult> => {
      const result = await doOnce(database, scope, session, request, (operationId) =>
        writeFollowUps(database, scope, session, { ...change, operationId }),
      );
      if (result?.outcome !== "answered") return result ?? { outcome: "notFound" };
      return { outcome: "changed", operationId: result.operationId, ...result.answer };
    }),
  );
}

/** Does the same inside the session's transaction; null where none of the contacts is assigned to the user. */
export async function writeFollowUps(
  database: Database,
  scope: Scope,
  session: ClientSession,
  change: FollowUpChange,
): Promise<({ count: number } & FollowingDates) | null> {
  const { ids, action, until, today, now, dueOnly, seenDate, operationId } = change;
  const assigned = await database.contacts
    .find({ ...assignedTo(scope), id: { $in: [...ids] } }, { session, batchSize: ALL_AT_ONCE })
    .project<ChangedContact>(CHANGED_FIELDS)
    .toArray();
  if (assigned.length === 0) return null;
  const changed = assigned.flatMap(({ nextFollowUpDate: previous, ...contact }) => {
    if (previous === null || (dueOnly && previous > today)) return [];
    return seenDate !== undefined && seenDate !== previous ? [] : { ...contact, previous };
  });
  const rules = until === undefined ? await findFollowUpRules(database, scope, today, session) : null;
  const following = rules && (await followingDates(database, scope, session, changed, change, rules));
  const { set, next, nextIsSet, nurture, later } = following ?? NOTHING_FOLLOWS;
  const setDates = new Map(set.map(({ id, date }) => [id, date]));
  const snoozed = (date: CalendarDate) =>
    rules?.snoozes ? snoozeDateByCalendar(date, today, rules.calendar).date : snoozeDate(date, today);
  const dates = changed.map(({ id, previous, updatedAt, ...contact }) => {
    const after = action === "snooze" ? (until ?? snoozed(previous)) : (setDates.get(id) ?? null);
    return { id, before: previous, after, updatedAt, told: toldOfChange(contact, change) };
  });
  const fields = fieldsOfChange(change);
  // Who is nurtured has a date set, as any other.
  const told = action === "nurture" ? "set" : action;
  const { count } = await writeDates(database, scope, session, { dates, action: told, fields, now, operationId });
  const offered = { ...(nurture.length > 0 && { nurture }), ...(later.length > 0 && { later }) };
  return { count, next, nextIsSet, ...offered };
}

const NOTHING_FOLLOWS: DatesAfterDone = { set: [], next: [], nextIsSet: false, nurture: [], later: [] };

/** What follows for contacts with the change; nothing for a snooze, and where the date is taken away. */
async function followingDates(
  database: Database,
  scope: Scope,
  session: ClientSession,
  contacts: readonly DoneContact[],
  { action, outcome, today }: FollowUpChange,
  rules: FollowUpRules,
): Promise<DatesAfterDone> {
  if (action === "snooze" || action === "clear") return NOTHING_FOLLOWS;
  if (action === "nurture") {
    const { date } = nurtureDate(today, rules);
    return { ...NOTHING_FOLLOWS, set: contacts.map(({ id }) => ({ id, date })) };
  }
  const ids = contacts.map(({ id }) => id);
  const histories = outcome === "noAnswer" ? await wholeHistories(database, scope, session, ids) : null;
  const tried = contacts.map((contact) => ({ ...contact, tries: triesInRow(histories?.get(contact.id) ?? []) }));
  return datesAfterDone(tried, outcome, today, rules);
}

type ChangedContact = Omit<DoneContact, "previous"> & Pick<ContactDocument, "nextFollowUpDate" | "updatedAt">;
const CHANGED_FIELDS = {
  ...{ _id: 0, id: 1, nextFollowUpDate: 1, status: 1, leadQuality: 1, cadenceDays: 1, updatedAt: 1 },
} as const;

/**
 * What became of setting one date for several contacts, with each one's date before, and how many with a date now are
 * archived, and so never due; `notFound` where it reached none.
 */
export type SetDatesResult =
  | { outcome: "changed"; count: number; operationId: string; dates: DateChange[]; archived: number }
  | { outcome: "notFound" };

/** Gives contacts one follow-up date, or none with null; those that the member can't see are dropped. */
export async function setFollowUpDates(
  database: Database,
  scope: MemberScope,
  { ids, date, now }: { ids: readonly string[]; date: CalendarDate | null; now: Date },
): Promise<SetDatesResult> {
  const action = date === null ? "clear" : "set";
  const request = { operationId: undefined, action, ids, values: { date }, now } as const;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<SetDatesResult> => {
      let dates: DateChange[] = [];
      let archived = 0;
      const result = await doOnce(database, scope, session, request, async (operationId) => {
        const found = await database.contacts
          .find({ ...visibleTo(scope), id: { $in: [...ids] } }, { session, batchSize: ALL_AT_ONCE })
          .project<Pick<ContactDocument, "id" | "nextFollowUpDate" | "status" | "updatedAt">>({
            ...{ id: 1, nextFollowUpDate: 1, status: 1, updatedAt: 1 },
          })
          .toArray();
        if (found.length === 0) return null;
        archived = date === null ? 0 : found.filter(({ status }) => status === "ARCHIVED").length;
        const changes = found.map(({ id, nextFollowUpDate: before, updatedAt }) => {
          return { id, before, after: date, updatedAt };
        });
        dates = changes;
        const { count } = await writeDates(database, scope, session, { dates: changes, action, now, operationId });
        return { count };
      });
      if (result?.outcome !== "answered") return { outcome: "notFound" };
      return { outcome: "changed", operationId: result.operationId, ...result.answer, dates, archived };
    }),
  );
}

/** Writes the dates and one activity for each contact, as it was read, inside the session's transaction. */
export async function writeDates(
  database: Database,
  author: Author,
  session: ClientSession,
  {
    dates,
    action,
    fields = {},
    now,
    operationId = newId("op"),
  }: {
    dates: ReadDateChange[];
    action: ActivityAction;
    /** What else is written into each of the contacts. */
    fields?: ChangedFields;
    now: Date;
    operationId?: string | undefined;
  },
): Promise<Extract<ChangeResult, { outcome: "changed" }>> {
  // What is done was done, even where the next follow-up comes to stand on the same day.
  const changed = dates.filter(({ before, after }) => before !== after || action === "done");
  if (changed.length === 0) return { outcome: "changed", count: 0, operationId };
  const { organizationId, userId } = author;
  const at = momentOfChange(now, changed);
  const insteadOf = await actedFor(
    database,
    author,
    session,
    changed.map(({ id }) => id),
  );
  // One request after the other, each so short that whoever else asks the database is answered in between.
  for (let start = 0; start < changed.length; start += MOST_FOLLOW_UPS) {
    const part = changed.slice(start, start + MOST_FOLLOW_UPS);
    const idsByDate = new Map<CalendarDate | null, string[]>();
    for (const { id, after } of part) idsByDate.set(after, [...(idsByDate.get(after) ?? []), id]);
    await database.contacts.bulkWrite(
      [...idsByDate].map(([after, ids]) => ({
        updateMany: {
          filter: { organizationId, id: { $in: ids } },
          update: { $set: { ...fields, nextFollowUpDate: after, updatedAt: at } },
        },
      })),
      { session },
    );
    await database.activities.insertMany(
      part.map(({ id, before, after, told }) => ({
        ...{ organizationId, contactId: id, userId, ...insteadOf.get(id), at, action, operationId },
        ...{ dateBefore: before, dateAfter: after, ...told },
      })),
      { session },
    );
  }
  return { outcome: "changed", count: changed.length, operationId };
}
