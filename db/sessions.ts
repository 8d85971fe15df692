import { randomBytes } from "node:crypto";
import type { ClientSession } from "mongodb";
import type { Database, SessionDocument } from "./collections.ts";
import { hashOfSecret } from "./ids.ts";
import { isFull } from "./unavailable.ts";

/** A session that nobody uses ends after this many days. */
export const IDLE_DAYS = 7;
/** Every session ends after this many days. */
export const LONGEST_DAYS = 30;
const MILLISECONDS_A_DAY = 24 * 60 * 60 * 1_000;

/** A use is noted once in this time, so that reading pages isn't writing sessions. */
const NOTED_EVERY_MILLISECONDS = 5 * 60 * 1_000;
const MOST_LISTED = 50;

/** What is known of a browser when its user signs in. */
export type NewSession = Pick<SessionDocument, "userId" | "organizationId" | "signedInBy" | "browser" | "address">;

/** Starts a session and returns its id, which goes into the cookie, and its key, the hash of the id, which is kept. */
export async function addSession(
  { sessions }: Database,
  session: NewSession,
  now: Date,
): Promise<{ id: string; key: string }> {
  const id = randomBytes(32).toString("base64url");
  const key = hashOfSecret(id);
  const times = { createdAt: now, lastUsedAt: now, expiresAt: endOf(now, now) };
  await sessions.insertOne({ _id: key, ...session, ...times });
  return { id, key };
}

/** Notes that a session was used, some minutes after the last time that this was noted. */
export async function noteUse({ sessions }: Database, session: SessionDocument, now: Date): Promise<void> {
  if (now.getTime() - session.lastUsedAt.getTime() <= NOTED_EVERY_MILLISECONDS) return;
  const noted = { lastUsedAt: now, expiresAt: endOf(session.createdAt, now) };
  await sessions.updateOne({ _id: session._id }, { $set: noted }).catch((error: unknown) => {
    // Reading goes on where nothing can be written.
    if (!isFull(error)) throw error;
  });
}

/** The instant at which a session that began at `createdAt` and was used at `lastUsedAt` ends. */
function endOf(createdAt: Date, lastUsedAt: Date): Date {
  const idle = lastUsedAt.getTime() + IDLE_DAYS * MILLISECONDS_A_DAY;
  return new Date(Math.min(idle, createdAt.getTime() + LONGEST_DAYS * MILLISECONDS_A_DAY));
}

/** Makes another organization the one that the session's user works in; its time doesn't begin anew. */
export async function setSessionOrganization(
  { sessions }: Database,
  key: string,
  organizationId: string,
): Promise<void> {
  await sessions.updateOne({ _id: key }, { $set: { organizationId } });
}

/** The user's sessions that haven't ended by `now`, the last used first, and how many there are in all. */
export async function listSessions(
  { sessions }: Database,
  userId: string,
  now: Date,
): Promise<{ sessions: SessionDocument[]; total: number }> {
  const filter = { userId, expiresAt: { $gt: now } };
  const [listed, total] = await Promise.all([
    sessions.find(filter).sort({ lastUsedAt: -1, _id: 1 }).limit(MOST_LISTED).toArray(),
    sessions.countDocuments(filter),
  ]);
  return { sessions: listed, total };
}

/** Ends one of the user's sessions; false where there is no such. */
export async function endSession({ sessions }: Database, userId: string, key: string): Promise<boolean> {
  return (await sessions.deleteOne({ _id: key, userId })).deletedCount > 0;
}

/** Ends all of the user's sessions, but for the one whose key is `except`; returns how many they were. */
export async function endSessions(
  { sessions }: Database,
  userId: string,
  { except, session }: { except?: string | undefined; session?: ClientSession } = {},
): Promise<number> {
  const filter = { userId, ...(except !== undefined && { _id: { $ne: except } }) };
  return (await sessions.deleteMany(filter, session && { session })).deletedCount;
}
