import type { ClientSession } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { ActivityAction } from "../app/domain/contact.ts";
import { snoozeDate } from "../app/domain/snooze.ts";
import type { Database } from "./collections.ts";
import { newId } from "./ids.ts";
import { assignedTo, visibleTo, type MemberScope, type Scope } from "./scope.ts";

/** What to do with the follow-ups of some contacts; `until`, for a snooze, replaces the three days. */
export interface FollowUpChange {
  ids: readonly string[];
  action: "done" | "snooze";
  until?: CalendarDate | undefined;
  today: CalendarDate;
  now: Date;
  /** Leaves contacts alone that aren't due any more, so that a form sent twice acts once. */
  dueOnly?: boolean;
}

/** What became of a change: how many contacts it changed, or that it reached none. */
export type ChangeResult = { outcome: "changed"; count: number; operationId: string } | { outcome: "notFound" };

interface DateChange {
  id: string;
  before: CalendarDate | null;
  after: CalendarDate | null;
}

/** Snoozes or finishes the follow-ups of the user's contacts; ids that aren't assigned to the user are dropped. */
export async function changeFollowUps(database: Database, scope: Scope, change: FollowUpChange): Promise<ChangeResult> {
  const { today, until, action } = change;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ChangeResult> => {
      const assigned = await database.contacts
        .find({ ...assignedTo(scope), id: { $in: [...change.ids] } }, { session })
        .project<{ id: string; nextFollowUpDate: CalendarDate | null }>({ _id: 0, id: 1, nextFollowUpDate: 1 })
        .toArray();
      if (assigned.length === 0) return { outcome: "notFound" };
      const dates: DateChange[] = assigned.flatMap(({ id, nextFollowUpDate: before }) => {
        if (before === null || (change.dueOnly && before > today)) return [];
        return { id, before, after: action === "done" ? null : (until ?? snoozeDate(before, today)) };
      });
      return writeDates(database, scope, session, { dates, action, now: change.now });
    }),
  );
}

/**
 * Puts back the dates that an operation of this user changed, for each contact whose date is still what the operation
 * left; `notFound` where the user did no such operation in this organization.
 */
export async function undoOperation(
  database: Database,
  scope: Scope,
  { operationId, now }: { operationId: string; now: Date },
): Promise<ChangeResult> {
  const { organizationId, userId } = scope;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ChangeResult> => {
      const done = await database.activities.find({ organizationId, userId, operationId }, { session }).toArray();
      if (done.length === 0) return { outcome: "notFound" };
      const current = await database.contacts
        .find({ ...assignedTo(scope), id: { $in: done.map(({ contactId }) => contactId) } }, { session })
        .project<{ id: string; nextFollowUpDate: CalendarDate | null }>({ _id: 0, id: 1, nextFollowUpDate: 1 })
        .toArray();
      const dateOf = new Map(current.map(({ id, nextFollowUpDate }) => [id, nextFollowUpDate]));
      const dates = done
        .filter(({ contactId, dateAfter }) => dateOf.get(contactId) === dateAfter)
        .map(({ contactId, dateBefore, dateAfter }) => ({ id: contactId, before: dateAfter, after: dateBefore }));
      return writeDates(database, scope, session, { dates, action: "undo", now });
    }),
  );
}

/** Sets a contact's follow-up date, or clears it with null; `notFound` where the member can't see such a contact. */
export async function setFollowUpDate(
  database: Database,
  scope: MemberScope,
  { id, date, now }: { id: string; date: CalendarDate | null; now: Date },
): Promise<ChangeResult> {
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ChangeResult> => {
      const contact = await database.contacts.findOne(
        { ...visibleTo(scope), id },
        { session, projection: { nextFollowUpDate: 1 } },
      );
      if (!contact) return { outcome: "notFound" };
      const dates = [{ id, before: contact.nextFollowUpDate, after: date }];
      return writeDates(database, scope, session, { dates, action: date === null ? "clear" : "set", now });
    }),
  );
}

/** Writes the dates and one activity for each contact, inside the session's transaction. */
async function writeDates(
  database: Database,
  { organizationId, userId }: Scope,
  session: ClientSession,
  { dates, action, now }: { dates: DateChange[]; action: ActivityAction; now: Date },
): Promise<ChangeResult> {
  const operationId = newId("op");
  const changed = dates.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return { outcome: "changed", count: 0, operationId };
  const idsByDate = new Map<CalendarDate | null, string[]>();
  for (const { id, after } of changed) idsByDate.set(after, [...(idsByDate.get(after) ?? []), id]);
  await database.contacts.bulkWrite(
    [...idsByDate].map(([after, ids]) => ({
      updateMany: {
        filter: { organizationId, id: { $in: ids } },
        update: { $set: { nextFollowUpDate: after, updatedAt: now } },
      },
    })),
    { session },
  );
  await database.activities.insertMany(
    changed.map(({ id, before, after }) => ({
      organizationId,
      contactId: id,
      userId,
      at: now,
      action,
      dateBefore: before,
      dateAfter: after,
      operationId,
    })),
    { session },
  );
  return { outcome: "changed", count: changed.length, operationId };
}
