import type { ClientSession } from "mongodb";
import type { Database, UserDocument } from "./collections.ts";
import { findOneTimeLink, takeOneTimeLink } from "./one-time-links.ts";
import { hashPassword, passwordProblem, type BadPassword } from "./passwords.ts";
import { endSessions } from "./sessions.ts";

/**
 * Sets a user's password. Their sessions end, but for the one whose key is `keepSession`, and so do their links to set
 * a password.
 */
export async function setPassword(
  database: Database,
  { userId, password, keepSession }: { userId: string; password: string; keepSession?: string },
): Promise<{ outcome: "set" | "noUser" } | BadPassword> {
  const problem = passwordProblem(password);
  if (problem) return { outcome: "badPassword", problem };
  const passwordHash = await hashPassword(password);
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      const user = await replacePassword(database, { userId, passwordHash, keepSession }, session);
      return { outcome: user ? ("set" as const) : ("noUser" as const) };
    }),
  );
}

/** Sets the password of the user to whom a link to do so was given, and uses the link up; all of their sessions end. */
export async function resetPassword(
  database: Database,
  { secret, password, now }: { secret: string; password: string; now: Date },
): Promise<{ outcome: "set"; user: UserDocument } | { outcome: "noLink" } | BadPassword> {
  const problem = passwordProblem(password);
  if (problem) return { outcome: "badPassword", problem };
  // Nobody without a link has a password hashed.
  if (!(await findOneTimeLink(database, "passwordReset", secret, now))) return { outcome: "noLink" };
  const passwordHash = await hashPassword(password);
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      const link = await takeOneTimeLink(database, "passwordReset", secret, now, session);
      const linked = link && (await database.users.findOne({ _id: link.userId }, { session }));
      if (!linked || !opens(link, linked)) return { outcome: "noLink" as const };
      const user = await replacePassword(database, { userId: linked._id, passwordHash }, session);
      return user ? { outcome: "set" as const, user } : { outcome: "noLink" as const };
    }),
  );
}

/** The user to whom a link to set a password was given; null where the link can't be used by `now`. */
export async function findLinkedUser(database: Database, secret: string, now: Date): Promise<UserDocument | null> {
  const link = await findOneTimeLink(database, "passwordReset", secret, now);
  const user = link && (await database.users.findOne({ _id: link.userId }));
  return user && opens(link, user) ? user : null;
}

/** False where the account has come to belong to an organization that the maker of the link doesn't administer. */
function opens({ within }: { within?: string[] }, { memberships }: UserDocument): boolean {
  return within === undefined || memberships.every(({ organizationId }) => within.includes(organizationId));
}

/** Puts a hash in the place of the one before, and returns the user; null where there is no such. */
async function replacePassword(
  database: Database,
  change: { userId: string; passwordHash: string; keepSession?: string | undefined },
  session: ClientSession,
): Promise<UserDocument | null> {
  const { userId, passwordHash, keepSession } = change;
  const user = await database.users.findOneAndUpdate({ _id: userId }, { $set: { passwordHash } }, { session });
  await endSessions(database, userId, { except: keepSession, session });
  await database.oneTimeLinks.deleteMany({ purpose: "passwordReset", userId }, { session });
  return user;
}
