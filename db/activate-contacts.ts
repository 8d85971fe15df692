import type { Database } from "./collections.ts";
import { writeActivities } from "./write-activities.ts";
import { newId } from "./ids.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { findOperation } from "./operations.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** Makes those contacts active that an operation of the member gave a date and that are archived; returns how many. */
export async function activateContacts(
  database: Database,
  scope: MemberScope,
  { operationId, now }: { operationId: string; now: Date },
): Promise<number> {
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      const done = await findOperation(database, scope, session, { operationId, now });
      const ids = { $in: done.map(({ contactId }) => contactId) };
      const archived = { ...visibleTo(scope), id: ids, status: "ARCHIVED" as const };
      const found = await database.contacts
        .find(archived, { session })
        .project<{ id: string; updatedAt: Date }>({ id: 1, updatedAt: 1 })
        .toArray();
      if (found.length === 0) return 0;
      const at = momentOfChange(now, found);
      await database.contacts.updateMany(archived, { $set: { status: "ACTIVE", updatedAt: at } }, { session });
      const changes = [{ field: "status" as const, before: "ARCHIVED", after: "ACTIVE" }];
      const made = found.map(({ id }) => ({ contactId: id, action: "edit" as const, changes }));
      await writeActivities(database, scope, session, { made, now: at, operationId: newId("op") });
      return found.length;
    }),
  );
}
