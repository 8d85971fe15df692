import type { LeadQuality } from "../app/domain/contact.ts";
import { searchKeys } from "../app/domain/search.ts";
import type { Database } from "./collections.ts";
import { writeActivities } from "./contact-activity.ts";
import { SEARCHED_FIELDS } from "./contact-search-keys.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/**
 * What became of it, with the contact's name and what its lead quality was before; `kept` where that is another one than it
 * was to be set from, `notFound` where the member can't see such a contact.
 */
export type LeadQualityResult =
  { outcome: "set" | "kept"; contactName: string; before: LeadQuality | null } | { outcome: "notFound" };

/** What to set; `from` says that this is only for a contact that has that lead quality still. */
export interface LeadQualityChange {
  id: string;
  leadQuality: LeadQuality | null;
  from?: LeadQuality | null | undefined;
  now: Date;
}

/** Sets a contact's lead quality, none with null, and writes on its timeline what changed. */
export async function setLeadQuality(
  database: Database,
  scope: MemberScope,
  { id, leadQuality, from, now }: LeadQualityChange,
): Promise<LeadQualityResult> {
  const { contacts } = database;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<LeadQualityResult> => {
      const contact = await contacts.findOne({ ...visibleTo(scope), id }, { session, projection: SEARCHED_FIELDS });
      if (!contact) return { outcome: "notFound" };
      const { name: contactName, leadQuality: before } = contact;
      if (before === leadQuality) return { outcome: "set", contactName, before };
      if (from !== undefined && before !== from) return { outcome: "kept", contactName, before };
      await contacts.updateOne(
        { organizationId: scope.organizationId, id },
        { $set: { leadQuality, searchKeys: searchKeys({ ...contact, leadQuality }), updatedAt: now } },
        { session },
      );
      const changes = [{ field: "leadQuality" as const, before, after: leadQuality }];
      await writeActivities(database, scope, session, { made: [{ contactId: id, action: "edit", changes }], now });
      return { outcome: "set", contactName, before };
    }),
  );
}
