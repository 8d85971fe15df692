import { randomBytes } from "node:crypto";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { DueContact } from "../app/domain/follow-up.ts";
import type { CalendarFeedDocument, ContactDocument, Database } from "./collections.ts";
import { hashOfSecret } from "./ids.ts";
import { assignedTo, type Scope } from "./scope.ts";

/** When the user's calendar address in the organization was made; null where there is none. */
export async function findCalendarFeed(
  { calendarFeeds }: Database,
  { organizationId, userId }: Scope,
): Promise<Date | null> {
  return (await calendarFeeds.findOne({ organizationId, userId }))?.createdAt ?? null;
}

/**
 * Gives the user a calendar address in the organization, in place of the one before, and returns the secret in it; it
 * can't be read again, only its hash is kept.
 */
export async function renewCalendarFeed(
  { calendarFeeds }: Database,
  { organizationId, userId }: Scope,
  now: Date,
): Promise<string> {
  const secret = randomBytes(24).toString("base64url");
  await calendarFeeds.updateOne(
    { organizationId, userId },
    { $set: { hash: hashOfSecret(secret), createdAt: now } },
    { upsert: true },
  );
  return secret;
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
  { contacts }: Database,
  scope: Scope,
  { today, limit }: { today: CalendarDate; limit: number },
): Promise<(DueContact & Pick<ContactDocument, "updatedAt">)[]> {
  return contacts
    .find({ ...assignedTo(scope), nextFollowUpDate: { $gte: today }, status: { $ne: "ARCHIVED" } })
    .sort({ nextFollowUpDate: 1, name: 1, id: 1 })
    .limit(limit)
    .project<DueContact & Pick<ContactDocument, "updatedAt">>({
      ...{ _id: 0, id: 1, name: 1, email: 1, phone: 1, company: 1, photoUrl: 1 },
      ...{ leadQuality: 1, status: 1, nextFollowUpDate: 1, updatedAt: 1 },
    })
    .toArray();
}
