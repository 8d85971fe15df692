import type { ClientSession } from "mongodb";
import type { LeadQuality } from "../app/domain/contact.ts";
import type { CalendarDate } from "../app/domain/calendar.ts";
import { writeDates, type ChangeResult } from "./change-follow-ups.ts";
import type { ActivityDocument, Database } from "./collections.ts";
import { newId } from "./ids.ts";
import { writeLeadQuality } from "./lead-quality.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { findOperation, findUndo, recordUndo } from "./operations.ts";
import { assignedTo, visibleTo, type MemberScope, type Scope } from "./scope.ts";

/**
 * Puts back the dates and lead qualities that an operation of this user changed, for each contact where they are still
 * what the operation left; `notFound` where the user did no such operation in this organization within thirty days. Asked
 * again, it gives the same answer and takes nothing more back.
 */
export async function undoOperation(
  database: Database,
  scope: Scope | MemberScope,
  { operationId, now }: { operationId: string; now: Date },
): Promise<ChangeResult> {
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ChangeResult> => {
      const earlier = await findUndo(database, scope, session, operationId);
      if (earlier) return { outcome: "changed", ...earlier };
      const done = await findOperation(database, scope, session, { operationId, now });
      if (done.length === 0) return { outcome: "notFound" };
      const undo: Undo = { done, current: await findCurrent(database, scope, session, done), undoId: newId("op"), now };
      const dates = await putDatesBack(database, scope, session, undo);
      const qualities = await putQualitiesBack(database, scope, session, undo);
      const undone = { operationId: undo.undoId, count: dates + qualities };
      await recordUndo(database, scope, session, { operationId, undone, now });
      return { outcome: "changed", ...undone };
    }),
  );
}

interface Undo {
  done: readonly ActivityDocument[];
  current: ReadonlyMap<string, Current>;
  undoId: string;
  now: Date;
}

interface Current {
  id: string;
  nextFollowUpDate: CalendarDate | null;
  leadQuality: LeadQuality | null;
  updatedAt: Date;
}

async function findCurrent(
  { contacts }: Database,
  scope: Scope | MemberScope,
  session: ClientSession,
  done: readonly ActivityDocument[],
): Promise<Map<string, Current>> {
  // An admin may have changed contacts that are assigned to others.
  const scoped = "role" in scope ? visibleTo(scope) : assignedTo(scope);
  const found = await contacts
    .find({ ...scoped, id: { $in: done.map(({ contactId }) => contactId) } }, { session })
    .project<Current>({ _id: 0, id: 1, nextFollowUpDate: 1, leadQuality: 1, updatedAt: 1 })
    .toArray();
  return new Map(found.map((contact) => [contact.id, contact]));
}

async function putDatesBack(
  database: Database,
  scope: Scope,
  session: ClientSession,
  { done, current, undoId: operationId, now }: Undo,
): Promise<number> {
  const dates = done.flatMap(({ contactId: id, dateBefore, dateAfter }) => {
    const contact = current.get(id);
    if (contact?.nextFollowUpDate !== dateAfter) return [];
    return { id, before: dateAfter, after: dateBefore, updatedAt: contact.updatedAt };
  });
  return (await writeDates(database, scope, session, { dates, action: "undo", now, operationId })).count;
}

async function putQualitiesBack(
  database: Database,
  scope: Scope,
  session: ClientSession,
  { done, current, undoId: operationId, now }: Undo,
): Promise<number> {
  let count = 0;
  for (const { contactId: id, changes = [] } of done) {
    const change = changes.find(({ field }) => field === "leadQuality");
    const contact = current.get(id);
    if (!change || contact?.leadQuality !== change.after) continue;
    const [before, after] = [change.after, change.before] as [LeadQuality | null, LeadQuality | null];
    await writeLeadQuality(database, scope, session, {
      id,
      before,
      after,
      operationId,
      at: momentOfChange(now, [contact]),
    });
    count++;
  }
  return count;
}
