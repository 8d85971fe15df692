import type { ClientSession } from "mongodb";
import { nextDates, type DoneContact, type NextDate } from "../app/domain/cadence.ts";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { LeadQuality } from "../app/domain/contact.ts";
import { laterDates, nurtureDate } from "../app/domain/outcome.ts";
import { findFollowUpRules } from "./cadence.ts";
import { writeDates, type ChangeResult } from "./change-follow-ups.ts";
import type { ActivityDocument, ContactDocument, Database } from "./collections.ts";
import { doOnce, findOperation, type ReusedId } from "./operations.ts";
import { reachableBy, type MemberScope, type Scope } from "./scope.ts";

/** What was done, and the id of the operation that sets what comes next, where the caller has chosen it. */
export interface NextChange {
  operationId: string;
  newOperationId?: string | undefined;
  /** True for those too for which nothing says when. */
  later?: boolean | undefined;
  today: CalendarDate;
  now: Date;
}

/**
 * Sets the next date for each contact that an operation of this user marked done without one and that has had none since:
 * by cadence, as one to nurture where it was tried often enough, or `later` where it is neither. `notFound` where the user
 * did no such operation in this organization.
 */
export async function setNextFollowUps(
  database: Database,
  scope: Scope | MemberScope,
  { operationId, newOperationId, later = false, today, now }: NextChange,
): Promise<ChangeResult | ReusedId> {
  const values = { later: later ? "true" : undefined };
  const request = { operationId: newOperationId, action: "next", ids: [operationId], values, now } as const;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ChangeResult | ReusedId> => {
      const result = await doOnce(database, scope, session, request, async (newId) => {
        const operation = await findOperation(database, scope, session, { operationId, now });
        const done = operation.filter(({ action }) => action === "done");
        if (done.length === 0) return null;
        const isToNurture = done[0]?.outcome === "noAnswer";
        const left = done.filter(({ dateAfter }) => dateAfter === null);
        const next = await datesOnOffer(database, scope, session, { done: left, today, isToNurture, later });
        const dates = next.map(({ id, date, updatedAt, leadQuality: before }) => {
          const changes = [{ field: "leadQuality" as const, before, after: NURTURE }];
          const told = isToNurture && before !== NURTURE ? { changes } : {};
          return { id, before: null, after: date, updatedAt, told };
        });
        const fields = isToNurture ? { leadQuality: NURTURE } : {};
        const change = { dates, action: "set", fields, now, operationId: newId } as const;
        const { count } = await writeDates(database, scope, session, change);
        return { count };
      });
      if (result?.outcome !== "answered") return result ?? { outcome: "notFound" };
      return { outcome: "changed", operationId: result.operationId, ...result.answer };
    }),
  );
}

const NURTURE: LeadQuality = "NURTURE";

/** The next dates of the contacts that were marked done and have had no date since. */
async function datesOnOffer(
  database: Database,
  scope: Scope | MemberScope,
  session: ClientSession,
  {
    done,
    today,
    isToNurture,
    later,
  }: { done: readonly ActivityDocument[]; today: CalendarDate; isToNurture: boolean; later: boolean },
): Promise<(NextDate & Pick<ContactDocument, "leadQuality" | "updatedAt">)[]> {
  const previousOf = new Map(done.map(({ contactId, dateBefore }) => [contactId, dateBefore]));
  const { cadence, calendar } = await findFollowUpRules(database, scope, today, session);
  const waiting = await database.contacts
    .find({ ...reachableBy(scope), id: { $in: [...previousOf.keys()] }, nextFollowUpDate: null }, { session })
    .project<Omit<DoneContact, "previous"> & { updatedAt: Date }>({
      ...{ id: 1, status: 1, leadQuality: 1, cadenceDays: 1, updatedAt: 1 },
    })
    .toArray();
  const contacts = waiting.map((contact) => ({ ...contact, previous: previousOf.get(contact.id) ?? null }));
  const read = new Map(waiting.map((contact) => [contact.id, contact]));
  const active = contacts.filter(({ status }) => status !== "ARCHIVED");
  const next = isToNurture
    ? active.map(({ id }) => ({ id, date: nurtureDate(today, { cadence, calendar }).date }))
    : nextDates(contacts, today, cadence, calendar);
  const all = later ? [...next, ...laterDates(contacts, next, today, { cadence, calendar })] : next;
  return all.map(({ id, date }) => {
    const { leadQuality, updatedAt } = read.get(id)!;
    return { id, date, leadQuality, updatedAt };
  });
}
