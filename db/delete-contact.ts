import { recordAudit, type AuditSource } from "./audit.ts";
import type { Database } from "./collections.ts";
import { doOnce, type ReusedId } from "./operations.ts";
import { removeContact } from "./removed-contacts.ts";
import { belongingTo, type MemberScope } from "./scope.ts";

/** Which contact to delete, and the operation's id where the caller has chosen it. */
export interface Deletion {
  id: string;
  operationId?: string | undefined;
}

/** What became of it; the name is null where that was told before. */
export type DeletionResult =
  { outcome: "deleted"; operationId: string; name: string | null } | { outcome: "notFound" } | ReusedId;

/**
 * Deletes a contact that the member sees, with its timeline; whoever did it can undo that for a day. `notFound` where the
 * member sees no such contact any more.
 */
export async function deleteContact(
  database: Database,
  scope: MemberScope,
  source: AuditSource,
  { id, operationId }: Deletion,
): Promise<DeletionResult> {
  const { organizationId } = scope;
  const { now } = source;
  const request = { operationId, action: "delete", ids: [id], now } as const;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<DeletionResult> => {
      let name: string | null = null;
      const result = await doOnce(database, scope, session, request, async (operationId) => {
        const contact = await database.contacts.findOne({ ...belongingTo(scope), id }, { session });
        if (!contact) return null;
        ({ name } = contact);
        await removeContact(database, session, { organizationId, operationId, now }, { contact });
        await database.activities.deleteMany({ organizationId, contactId: id }, { session });
        const about = { type: "contact", id, name: id } as const;
        await recordAudit(database, source, { organizationId, kind: "contactDeleted", about }, session);
        return { count: 1 };
      });
      if (result?.outcome !== "answered") return result ?? { outcome: "notFound" };
      return { outcome: "deleted", operationId: result.operationId, name };
    }),
  );
}
