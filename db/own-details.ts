import type { Preset } from "../app/domain/presets.ts";
import type { Leave } from "../app/domain/working-days.ts";
import type { Database } from "./collections.ts";

/** What a user sets of themselves; a locale that is null is the browser's. */
export interface OwnDetails {
  name: string | undefined;
  timeZone: string;
  locale: string | null | undefined;
  singleKeys: boolean | undefined;
}

/** Sets the user's time zone, and the rest where it is given. */
export async function setOwnDetails(
  { users }: Database,
  userId: string,
  { name, timeZone, locale, singleKeys }: OwnDetails,
): Promise<void> {
  const given = {
    ...(name !== undefined && { name }),
    ...(locale !== undefined && { locale }),
    ...(singleKeys !== undefined && { singleKeysOff: !singleKeys }),
  };
  await users.updateOne({ _id: userId }, { $set: { timeZone, ...given } });
}

/** Sets the time zone of a user who has none yet. */
export async function setFirstTimeZone({ users }: Database, userId: string, timeZone: string): Promise<void> {
  await users.updateOne({ _id: userId, timeZone: null }, { $set: { timeZone } });
}

/** Sets the user's own days to snooze to, in place of those that they had. */
export async function setPresets({ users }: Database, userId: string, presets: Preset[]): Promise<void> {
  await users.updateOne({ _id: userId }, { $set: { presets } });
}

/** Sets when the user is away; null where they aren't. */
export async function setLeave({ users }: Database, userId: string, leave: Leave | null): Promise<void> {
  await users.updateOne({ _id: userId }, { $set: { leave } });
}
