import type { ClientSession } from "mongodb";
import { NO_CADENCE, type CadenceSettings } from "../app/domain/cadence.ts";
import { ownRhythmText } from "../app/domain/cadence-text.ts";
import { usableTimeZone, type CalendarDate } from "../app/domain/calendar.ts";
import type { LeadQuality } from "../app/domain/contact.ts";
import { USUAL_HOT_OVERDUE_DAYS } from "../app/domain/hot-overdue.ts";
import { USUAL_OUTCOME_RULES, type OutcomeRules } from "../app/domain/outcome.ts";
import type { Preset } from "../app/domain/presets.ts";
import { NO_WORKING_CALENDAR, type WorkingCalendarSettings } from "../app/domain/working-calendar.ts";
import type { Leave, WorkingCalendar } from "../app/domain/working-days.ts";
import type { Database, OrganizationDocument } from "./collections.ts";
import { writeActivities } from "./write-activities.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { visibleTo, type MemberScope, type Scope } from "./scope.ts";
import { workingCalendarOf } from "./working-calendar.ts";

/** What an admin decides for the whole organization. */
export interface OrganizationSettings {
  name: string;
  /** IANA name. */
  timeZone: string;
  cadence: CadenceSettings;
  outcomeRules: OutcomeRules;
  /** After how many working days a hot contact that is overdue stands on the team's page. */
  hotOverdueDays: number;
  workingCalendar: WorkingCalendarSettings;
}

/** How often the organization follows up, when it tries again, and on which days the user works. */
export interface FollowUpRules {
  cadence: CadenceSettings;
  rules: OutcomeRules;
  calendar: WorkingCalendar;
  /** Whether plain Snooze counts working days. */
  snoozes: boolean;
}

/** The rules that an organization's settings and a user's leave come to on the user's `today`. */
export async function followUpRulesOf(
  settings: Pick<OrganizationDocument, "cadence" | "outcomeRules"> & {
    workingCalendar?: WorkingCalendarSettings | null | undefined;
  },
  leave: Leave | null | undefined,
  today: CalendarDate,
): Promise<FollowUpRules> {
  const { cadence = NO_CADENCE, outcomeRules: rules = USUAL_OUTCOME_RULES, workingCalendar } = settings;
  const calendar = await workingCalendarOf({ settings: workingCalendar, leave, today });
  return { cadence, rules, calendar, snoozes: Boolean(workingCalendar?.isOn && workingCalendar.snoozes) };
}

/** The rules by which a user of an organization follows up on their `today`, or the member whose list they work. */
export async function findFollowUpRules(
  { organizations, users }: Database,
  { organizationId, userId, of = userId }: Scope,
  today: CalendarDate,
  session?: ClientSession,
): Promise<FollowUpRules> {
  // One after the other, as a transaction does one thing at a time.
  const found = await organizations.findOne(
    { _id: organizationId },
    { projection: { cadence: 1, outcomeRules: 1, workingCalendar: 1 }, ...(session && { session }) },
  );
  const user = await users.findOne({ _id: of }, { projection: { leave: 1 }, ...(session && { session }) });
  return followUpRulesOf(found ?? {}, user?.leave, today);
}

/** After how many working days a hot contact of the organization that is overdue stands on the team's page, and which days these are. */
export async function findHotOverdueRule(
  { organizations }: Database,
  organizationId: string,
  today: CalendarDate,
): Promise<{ days: number; calendar: WorkingCalendar }> {
  const projection = { hotOverdueDays: 1, workingCalendar: 1 } as const;
  const found = await organizations.findOne({ _id: organizationId }, { projection });
  const calendar = await workingCalendarOf({ settings: found?.workingCalendar, leave: null, today, countsBack: true });
  return { days: found?.hotOverdueDays ?? USUAL_HOT_OVERDUE_DAYS, calendar };
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
  const { hotOverdueDays = USUAL_HOT_OVERDUE_DAYS, workingCalendar = NO_WORKING_CALENDAR } = found;
  const timeZone = usableTimeZone(found.timeZone);
  return { name, timeZone, cadence, outcomeRules, hotOverdueDays, workingCalendar };
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

/** Sets the organization's days to snooze to, in place of those that it had; false where the member is no admin of it. */
export async function setOrganizationPresets(
  { organizations }: Database,
  { organizationId, role }: MemberScope,
  presets: Preset[],
): Promise<boolean> {
  if (role !== "admin") return false;
  const { matchedCount } = await organizations.updateOne({ _id: organizationId }, { $set: { presets } });
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
  const [contact, organization] = await Promise.all([
    database.contacts.findOne({ ...visibleTo(scope), id }, { projection: { cadenceDays: 1, leadQuality: 1 } }),
    database.organizations.findOne({ _id: scope.organizationId }, { projection: { cadence: 1 } }),
  ]);
  const settings = organization?.cadence ?? NO_CADENCE;
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
