import type { ClientSession } from "mongodb";
import { nextDates, type DoneContact, type NextDate } from "../app/domain/cadence.ts";
import type { CalendarDate } from "../app/domain/calendar.ts";
import { findCadence } from "./cadence.ts";
import type { ActivityDocument, Database } from "./collections.ts";
import { assignedTo, type Scope } from "./scope.ts";

/** What one operation of the user did, an activity for each contact; empty where there is no such operation. */
export function findOperation(
  database: Database,
  { organizationId, userId }: Scope,
  session: ClientSession,
  operationId: string,
): Promise<ActivityDocument[]> {
  return database.activities.find({ organizationId, userId, operationId }, { session }).toArray();
}

/** The next dates by cadence of the contacts that were marked done and have had no date since. */
export async function datesOnOffer(
  database: Database,
  scope: Scope,
  session: ClientSession,
  { done, today }: { done: readonly ActivityDocument[]; today: CalendarDate },
): Promise<NextDate[]> {
  if (done.length === 0) return [];
  const previousOf = new Map(done.map(({ contactId, dateBefore }) => [contactId, dateBefore]));
  const settings = await findCadence(database, scope.organizationId, session);
  const waiting = await database.contacts
    .find({ ...assignedTo(scope), id: { $in: [...previousOf.keys()] }, nextFollowUpDate: null }, { session })
    .project<Omit<DoneContact, "previous">>({ id: 1, status: 1, leadQuality: 1, cadenceDays: 1 })
    .toArray();
  const contacts = waiting.map((contact) => ({ ...contact, previous: previousOf.get(contact.id) ?? null }));
  return nextDates(contacts, today, settings);
}
