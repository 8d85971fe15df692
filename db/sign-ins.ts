import type { Database, UserDocument } from "./collections.ts";

/** Notes that somebody gave a wrong password for the user's account. */
export async function noteFailedSignIn({ users }: Database, userId: string): Promise<void> {
  await users.updateOne({ _id: userId }, { $inc: { failedSignIns: 1 } });
}

/**
 * Notes that the user has signed in, and returns the account as it was before; null where it is gone, or its password
 * hash isn't `passwordHash` any more.
 */
export function noteSignIn(
  { users }: Database,
  { userId, passwordHash, now }: { userId: string; passwordHash?: string; now: Date },
): Promise<UserDocument | null> {
  return users.findOneAndUpdate(
    { _id: userId, ...(passwordHash !== undefined && { passwordHash }) },
    { $set: { lastSignInAt: now }, $unset: { failedSignIns: "" } },
    { returnDocument: "before" },
  );
}
