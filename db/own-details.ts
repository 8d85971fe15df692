import type { Database } from "./collections.ts";

/** Sets the user's time zone, and their name and whether single keys work where these are given. */
export async function setOwnDetails(
  { users }: Database,
  userId: string,
  { name, timeZone, singleKeys }: { name: string | undefined; timeZone: string; singleKeys: boolean | undefined },
): Promise<void> {
  const given = {
    ...(name !== undefined && { name }),
    ...(singleKeys !== undefined && { singleKeysOff: !singleKeys }),
  };
  await users.updateOne({ _id: userId }, { $set: { timeZone, ...given } });
}

/** Sets the time zone of a user who has none yet. */
export async function setFirstTimeZone({ users }: Database, userId: string, timeZone: string): Promise<void> {
  await users.updateOne({ _id: userId, timeZone: null }, { $set: { timeZone } });
}
