import type { ClientSession } from "mongodb";
import { NO_CADENCE, type CadenceSettings } from "../app/domain/cadence.ts";
import { ownRhythmText } from "../app/domain/cadence-text.ts";
import { usableTimeZone } from "../app/domain/calendar.ts";
import type { LeadQuality } from "../app/domain/contact.ts";
import { USUAL_HOT_OVERDUE_DAYS } from "../app/domain/hot-overdue.ts";
import { USUAL_OUTCOME_RULES, type OutcomeRules } from "../app/domain/outcome.ts";
import type { Database } from "./collections.ts";
import { writeActivities } from "./contact-activity.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** What an admin decides for the whole organization. */
export interface OrganizationSettings {
  name: string;
  /** IANA name. */
  timeZone: string;
  cadence: CadenceSettings;
  outcomeRules: OutcomeRules;
  /** After how many working days a hot contact that is overdue stands on the team's page. */
  hotOverdueDays: number;
}

/** How often the organization follows up, and when it tries again. */
export interface FollowUpRules {
  cadence: CadenceSettings;
  rules: OutcomeRules;
}

/** The rules by which an organization follows up. */
export async function findFollowUpRules(
  { organizations }: Database,
  organizationId: string,
  session?: ClientSession,
): Promise<FollowUpRules> {
  const found = await organizations.findOne(
    { _id: organizationId },
    { projection: { cadence: 1, outcomeRules: 1 }, ...(session && { session }) },
  );
  return { cadence: found?.cadence ?? NO_CADENCE, rules: found?.outcomeRules ?? USUAL_OUTCOME_RULES };
}

/** After how many working days a hot contact of the organization that is overdue stands on the team's page. */
export async function findHotOverdueDays({ organizations }: Database, organizationId: string): Promise<number> {
  const found = await organizations.findOne({ _id: organizationId }, { projection: { hotOverdueDays: 1 } });
  return found?.hotOverdueDays ?? USUAL_HOT_OVERDUE_DAYS;
}

/** The organization's settings; null where the member is no admin of it. */
export async function findSettings(
  { organizations }: Database,
  { organizationId, role }: MemberScope,
): Promise<OrganizationSettings | null> {
  if (role !== "admin") return null;
  const found = await organizations.findOne({ _id: organizationId });
  if (!found) return null;
  const { name, cadence = NO_CADENCE, outcomeRules = USUAL_OUTCOME_RULES } = found;
  const { hotOverdueDays = USUAL_HOT_OVERDUE_DAYS } = found;
  return { name, timeZone: usableTimeZone(found.timeZone), cadence, outcomeRules, hotOverdueDays };
}

/** Saves the organization's settings; false where the member is no admin of it. */
export async function saveSettings(
  { organizations }: Database,
  { organizationId, role }: MemberScope,
  settings: OrganizationSettings,
): Promise<boolean> {
  if (role !== "admin") return false;
  const { matchedCount } = await organizations.updateOne({ _id: organizationId }, { $set: settings });
  return matchedCount === 1;
}

/** A contact's own cadence beside the organization's. */
export interface ContactCadence {
  /** Days of its own; 0 is none at all; null goes by the lead quality. */
  cadenceDays: number | null;
  leadQuality: LeadQuality | null;
  settings: CadenceSettings;
}

/** The cadence of a contact; null where the member can't see such a contact. */
export async function findContactCadence(
  database: Database,
  scope: MemberScope,
  id: string,
): Promise<ContactCadence | null> {
  const [contact, { cadence: settings }] = await Promise.all([
    database.contacts.findOne({ ...visibleTo(scope), id }, { projection: { cadenceDays: 1, leadQuality: 1 } }),
    findFollowUpRules(database, scope.organizationId),
  ]);
  return contact && { cadenceDays: contact.cadenceDays ?? null, leadQuality: contact.leadQuality, settings };
}

/**
 * Sets a contact's own cadence, as `ContactCadence` has it, and writes on its timeline what changed; tells what it was
 * before, or null where the member can't see such a contact.
 */
export async function setContactCadence(
  database: Database,
  scope: MemberScope,
  { id, cadenceDays, now }: { id: string; cadenceDays: number | null; now: Date },
): Promise<Pick<ContactCadence, "cadenceDays"> | null> {
  const { contacts } = database;
  const filter = { ...visibleTo(scope), id };
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      const contact = await contacts.findOne(filter, { session, projection: { cadenceDays: 1, updatedAt: 1 } });
      if (!contact) return null;
      const before = contact.cadenceDays ?? null;
      if (before === cadenceDays) return { cadenceDays };
      const at = momentOfChange(now, [contact]);
      await contacts.updateOne(filter, { $set: { cadenceDays, updatedAt: at } }, { session });
      const changes = [{ field: "cadence" as const, before: ownRhythmText(before), after: ownRhythmText(cadenceDays) }];
      await writeActivities(database, scope, session, { made: [{ contactId: id, action: "edit", changes }], now: at });
      return { cadenceDays: before };
    }),
  );
}
