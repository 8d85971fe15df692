import type { ClientSession } from "mongodb";
import type { LeadQuality } from "../app/domain/contact.ts";
import type { Database } from "./collections.ts";
import { writeActivities } from "./write-activities.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { doOnce, type ReusedId } from "./operations.ts";
import { visibleTo, type MemberScope, type Scope } from "./scope.ts";

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
        { session, projection: { name: 1, leadQuality: 1, updatedAt: 1 } },
      );
      if (!contact) return { outcome: "notFound" };
      const result = await doOnce(database, scope, session, request, async (operationId) => {
        const { leadQuality: before } = contact;
        if (before === leadQuality) return { outcome: "set", before, count: 0 } as const;
        if (from !== undefined && before !== from) return { outcome: "kept", before, count: 0 } as const;
        const at = momentOfChange(now, [contact]);
        await writeLeadQuality(database, scope, session, { id, before, after: leadQuality, operationId, at });
        return { outcome: "set", before, count: 1 } as const;
      });
      if (result?.outcome !== "answered") return result ?? { outcome: "notFound" };
      const { outcome, before } = result.answer;
      return { outcome, before, contactName: contact.name };
    }),
  );
}

/** Writes a contact's lead quality and the activity that tells of it, inside the session's transaction. */
async function writeLeadQuality(
  database: Database,
  scope: Scope,
  session: ClientSession,
  change: { id: string; before: LeadQuality | null; after: LeadQuality | null; operationId: string; at: Date },
): Promise<void> {
  const { id, before, after, operationId, at } = change;
  await database.contacts.updateOne(
    { organizationId: scope.organizationId, id },
    { $set: { leadQuality: after, updatedAt: at } },
    { session },
  );
  const changes = [{ field: "leadQuality" as const, before, after }];
  const made = [{ contactId: id, action: "edit" as const, changes }];
  await writeActivities(database, scope, session, { made, now: at, operationId });
}
