import type { LeadQuality } from "../app/domain/contact.ts";
import type { Database } from "./collections.ts";
import { writeActivities } from "./contact-activity.ts";
import { doOnce, type ReusedId } from "./operations.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/**
 * What became of it, with the contact's name and what its lead quality was before; `kept` where that is another one than it
 * was to be set from, `notFound` where the member can't see such a contact.
 */
export type LeadQualityResult =
  { outcome: "set" | "kept"; contactName: string; before: LeadQuality | null } | { outcome: "notFound" } | ReusedId;

/** What to set; `from` says that this is only for a contact that has that lead quality still. */
export interface LeadQualityChange {
  id: string;
  leadQuality: LeadQuality | null;
  from?: LeadQuality | null | undefined;
  /** The operation's id where the caller has chosen it. */
  operationId?: string | undefined;
  now: Date;
}

/** Sets a contact's lead quality, none with null, and writes on its timeline what changed. */
export async function setLeadQuality(
  database: Database,
  scope: MemberScope,
  { id, leadQuality, from, operationId, now }: LeadQualityChange,
): Promise<LeadQualityResult> {
  const request = { operationId, action: "lead quality", ids: [id], values: { leadQuality, from }, now } as const;
  const { contacts } = database;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<LeadQualityResult> => {
      const contact = await contacts.findOne(
        { ...visibleTo(scope), id },
        { session, projection: { name: 1, leadQuality: 1 } },
      );
      if (!contact) return { outcome: "notFound" };
      const result = await doOnce(database, scope, session, request, async () => {
        const { leadQuality: before } = contact;
        if (before === leadQuality) return { outcome: "set", before } as const;
        if (from !== undefined && before !== from) return { outcome: "kept", before } as const;
        await contacts.updateOne(
          { organizationId: scope.organizationId, id },
          { $set: { leadQuality, updatedAt: now } },
          { session },
        );
        const changes = [{ field: "leadQuality" as const, before, after: leadQuality }];
        await writeActivities(database, scope, session, { made: [{ contactId: id, action: "edit", changes }], now });
        return { outcome: "set", before } as const;
      });
      if (result?.outcome !== "answered") return result ?? { outcome: "notFound" };
      return { ...result.answer, contactName: contact.name };
    }),
  );
}
