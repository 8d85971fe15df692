import type { Database } from "./collections.ts";
import { hashOfSecret } from "./ids.ts";

/** Keeps what a session holds until `expiresAt`; the id is stored as a hash only. */
export async function saveSession(
  { sessions }: Database,
  session: { id: string; data: Record<string, unknown>; expiresAt: Date },
): Promise<void> {
  const { id, data, expiresAt } = session;
  await sessions.updateOne({ _id: hashOfSecret(id) }, { $set: { data, expiresAt } }, { upsert: true });
}

/** What the session with that id holds, or null where it has ended by `now`. */
export async function readSession(
  { sessions }: Database,
  id: string,
  now: Date,
): Promise<Record<string, unknown> | null> {
  // The TTL index sweeps once a minute only, so the time is checked here as well.
  const session = await sessions.findOne({ _id: hashOfSecret(id), expiresAt: { $gt: now } });
  return session?.data ?? null;
}

/** Ends the session with that id. */
export async function deleteSession({ sessions }: Database, id: string): Promise<void> {
  await sessions.deleteOne({ _id: hashOfSecret(id) });
}
