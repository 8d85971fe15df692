import type { Database } from "./collections.ts";

/** Sets the user's time zone. */
export async function setTimeZone({ users }: Database, userId: string, timeZone: string): Promise<void> {
  await users.updateOne({ _id: userId }, { $set: { timeZone } });
}

/** Sets the time zone of a user who has none yet. */
export async function setFirstTimeZone({ users }: Database, userId: string, timeZone: string): Promise<void> {
  await users.updateOne({ _id: userId, timeZone: null }, { $set: { timeZone } });
}
