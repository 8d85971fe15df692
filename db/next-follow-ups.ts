import type { ClientSession } from "mongodb";
import { nextDates, type DoneContact, type NextDate } from "../app/domain/cadence.ts";
import type { CalendarDate } from "../app/domain/calendar.ts";
import { findCadence } from "./cadence.ts";
import { writeDates, type ChangeResult } from "./change-follow-ups.ts";
import type { ActivityDocument, Database } from "./collections.ts";
import { doOnce, findOperation, type ReusedId } from "./operations.ts";
import { assignedTo, type Scope } from "./scope.ts";

/** What was done, and the id of the operation that sets what comes next, where the caller has chosen it. */
export interface NextChange {
  operationId: string;
  newOperationId?: string | undefined;
  today: CalendarDate;
  now: Date;
}

/**
 * Sets the next date by cadence for each contact that an operation of this user marked done and that has had no date
 * since; `notFound` where the user did no such operation in this organization.
 */
export async function setNextFollowUps(
  database: Database,
  scope: Scope,
  { operationId, newOperationId, today, now }: NextChange,
): Promise<ChangeResult | ReusedId> {
  const request = { operationId: newOperationId, action: "next", ids: [operationId], now } as const;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ChangeResult | ReusedId> => {
      const result = await doOnce(database, scope, session, request, async (newId) => {
        const operation = await findOperation(database, scope, session, { operationId, now });
        const done = operation.filter(({ action }) => action === "done");
        if (done.length === 0) return null;
        const next = await datesOnOffer(database, scope, session, { done, today });
        const dates = next.map(({ id, date, updatedAt }) => ({ id, before: null, after: date, updatedAt }));
        const change = { dates, action: "set", now, operationId: newId } as const;
        const { count } = await writeDates(database, scope, session, change);
        return { count };
      });
      if (result?.outcome !== "answered") return result ?? { outcome: "notFound" };
      return { outcome: "changed", operationId: result.operationId, ...result.answer };
    }),
  );
}

/** The next dates by cadence of the contacts that were marked done and have had no date since. */
async function datesOnOffer(
  database: Database,
  scope: Scope,
  session: ClientSession,
  { done, today }: { done: readonly ActivityDocument[]; today: CalendarDate },
): Promise<(NextDate & { updatedAt: Date })[]> {
  const previousOf = new Map(done.map(({ contactId, dateBefore }) => [contactId, dateBefore]));
  const settings = await findCadence(database, scope.organizationId, session);
  const waiting = await database.contacts
    .find({ ...assignedTo(scope), id: { $in: [...previousOf.keys()] }, nextFollowUpDate: null }, { session })
    .project<Omit<DoneContact, "previous"> & { updatedAt: Date }>({
      ...{ id: 1, status: 1, leadQuality: 1, cadenceDays: 1, updatedAt: 1 },
    })
    .toArray();
  const contacts = waiting.map((contact) => ({ ...contact, previous: previousOf.get(contact.id) ?? null }));
  const readAt = new Map(waiting.map(({ id, updatedAt }) => [id, updatedAt]));
  return nextDates(contacts, today, settings).map((next) => ({ ...next, updatedAt: readAt.get(next.id)! }));
}
