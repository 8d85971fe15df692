import { nextDates, type DoneContact } from "../app/domain/cadence.ts";
import type { CalendarDate } from "../app/domain/calendar.ts";
import { findCadence } from "./cadence.ts";
import { writeDates, type ChangeResult } from "./change-follow-ups.ts";
import type { Database } from "./collections.ts";
import { assignedTo, type Scope } from "./scope.ts";

/**
 * Sets the next date by cadence for each contact that an operation of this user marked done and that has had no date
 * since; `notFound` where the user did no such operation in this organization.
 */
export async function setNextFollowUps(
  database: Database,
  scope: Scope,
  { operationId, today, now }: { operationId: string; today: CalendarDate; now: Date },
): Promise<ChangeResult> {
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ChangeResult> => {
      const done = await database.activities
        .find({ ...operationOf(scope, operationId), action: "done" }, { session })
        .project<{ contactId: string; dateBefore: CalendarDate | null }>({ _id: 0, contactId: 1, dateBefore: 1 })
        .toArray();
      if (done.length === 0) return { outcome: "notFound" };
      const previousOf = new Map(done.map(({ contactId, dateBefore }) => [contactId, dateBefore]));
      const settings = await findCadence(database, scope.organizationId, session);
      const waiting = await database.contacts
        .find({ ...assignedTo(scope), id: { $in: [...previousOf.keys()] }, nextFollowUpDate: null }, { session })
        .project<Omit<DoneContact, "previous">>({ id: 1, status: 1, leadQuality: 1, cadenceDays: 1 })
        .toArray();
      const contacts = waiting.map((contact) => ({ ...contact, previous: previousOf.get(contact.id) ?? null }));
      const dates = nextDates(contacts, today, settings).map(({ id, date }) => ({ id, before: null, after: date }));
      return writeDates(database, scope, session, { dates, action: "set", now });
    }),
  );
}

/** The filter for the activities of one operation of the user. */
export function operationOf({ organizationId, userId }: Scope, operationId: string) {
  return { organizationId, userId, operationId };
}
