import type { Database } from "./collections.ts";

/** Sets the user's time zone, and their name where one is given. */
export async function setOwnDetails(
  { users }: Database,
  userId: string,
  { name, timeZone }: { name: string | undefined; timeZone: string },
): Promise<void> {
  await users.updateOne({ _id: userId }, { $set: { timeZone, ...(name !== undefined && { name }) } });
}

/** Sets the time zone of a user who has none yet. */
export async function setFirstTimeZone({ users }: Database, userId: string, timeZone: string): Promise<void> {
  await users.updateOne({ _id: userId, timeZone: null }, { $set: { timeZone } });
}
