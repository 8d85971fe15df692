import type { CalendarDate } from "../app/domain/calendar.ts";
import { writeDates, type ChangeResult } from "./change-follow-ups.ts";
import type { Database } from "./collections.ts";
import { datesOnOffer, findOperation } from "./operations.ts";
import type { Scope } from "./scope.ts";

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
): Promise<ChangeResult> {
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ChangeResult> => {
      const made = newOperationId ? await findOperation(database, scope, session, newOperationId) : [];
      if (newOperationId && made.length > 0) {
        return { outcome: "changed", count: made.length, operationId: newOperationId };
      }
      const operation = await findOperation(database, scope, session, operationId);
      const done = operation.filter(({ action }) => action === "done");
      if (done.length === 0) return { outcome: "notFound" };
      const next = await datesOnOffer(database, scope, session, { done, today });
      const dates = next.map(({ id, date }) => ({ id, before: null, after: date }));
      return writeDates(database, scope, session, { dates, action: "set", now, operationId: newOperationId });
    }),
  );
}
