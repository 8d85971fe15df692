import type { ClientSession } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { DueContact } from "../app/domain/follow-up.ts";
import { recordAudit, type AuditSource } from "./audit.ts";
import type { CalendarFeedDocument, ContactDocument, Database } from "./collections.ts";
import { hashOfSecret } from "./ids.ts";
import { assignedTo, type Scope } from "./scope.ts";
import { makeSecretOnce, type SecretForm } from "./secret-once.ts";

const SECRET_BYTES = 24;

/** When the user's calendar address in the organization was made; null where there is none. */
export async function findCalendarFeed(
  { calendarFeeds }: Database,
  { organizationId, userId }: Scope,
): Promise<Date | null> {
  return (await calendarFeeds.findOne({ organizationId, userId }))?.createdAt ?? null;
}

/**
 * Gives the user a calendar address in the organization, once for each form, in place of the one before, and returns the
 * secret in it, of which only the hash is kept; null where the form's address has ended since.
 */
export async function renewCalendarFeed(
  database: Database,
  { organizationId, userId }: Scope,
  form: SecretForm,
  source: AuditSource,
): Promise<string | null> {
  const { calendarFeeds, client } = database;
  const { now } = source;
  const toMake = { form, bytes: SECRET_BYTES, request: "a calendar address", said: [], now };
  const textOf = (secret: Buffer) => secret.toString("base64url");
  const renew = (session: ClientSession) =>
    makeSecretOnce(database, { organizationId, userId }, session, toMake, async (secret) => {
      const feed = { hash: hashOfSecret(textOf(secret)), createdAt: now };
      await calendarFeeds.updateOne({ organizationId, userId }, { $set: feed }, { upsert: true, session });
      await recordAudit(database, source, { organizationId, kind: "calendarAddressMade" }, session);
    });
  const made = await client.withSession((session) => session.withTransaction(() => renew(session)));
  if (made.outcome === "reused") return null;
  const secret = textOf(made.secret);
  return (await findFeedOfSecret(database, secret)) && secret;
}

/** Ends the user's calendar address in the organization. */
export async function revokeCalendarFeed(
  { calendarFeeds }: Database,
  { organizationId, userId }: Scope,
): Promise<void> {
  await calendarFeeds.deleteOne({ organizationId, userId });
}

/** Whose calendar the secret opens, or null. */
export function findFeedOfSecret({ calendarFeeds }: Database, secret: string): Promise<CalendarFeedDocument | null> {
  return calendarFeeds.findOne({ hash: hashOfSecret(secret) });
}

/** The user's follow-ups from `today` on, the first `limit` by date. */
export function listComing(
  { contacts, lateReads }: Database,
  scope: Scope,
  { today, limit }: { today: CalendarDate; limit: number },
): Promise<(DueContact & Pick<ContactDocument, "updatedAt">)[]> {
  return contacts
    .find({ ...assignedTo(scope), nextFollowUpDate: { $gte: today }, status: { $ne: "ARCHIVED" } }, lateReads)
    .sort({ nextFollowUpDate: 1, name: 1, id: 1 })
    .limit(limit)
    .project<DueContact & Pick<ContactDocument, "updatedAt">>({
      ...{ _id: 0, id: 1, name: 1, email: 1, phone: 1, company: 1, photoUrl: 1 },
      ...{ leadQuality: 1, status: 1, nextFollowUpDate: 1, updatedAt: 1 },
    })
    .toArray();
}
