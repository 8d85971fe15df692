import type { AppLoadContext } from "@remix-run/node";
import { isFirst, noteFailedSignIn, passwordMatches, recordAudit, type User } from "../database.server.ts";
import { auditSource } from "./audit-source.server.ts";
import { inHashingLine } from "./hashing-line.ts";
import { readKnownBrowser } from "./known-browser.server.ts";
import { attemptOf, countFailure, endOfQuarter, forgiveAccount, waitOf, type Wait } from "./sign-in-limit.server.ts";

/** Whether a password is the user's; where nobody may ask now, in how many seconds they may. */
export type PasswordCheck =
  { outcome: "right"; passwordHash: string } | { outcome: "wrong" } | { outcome: "wait"; seconds: number };

const BUSY_SECONDS = 5;

/**
 * Checks the password of the account with that email, and counts a wrong one; `user` is null where there is no such
 * account, which looks and counts the same. All ways of asking for a password come through here.
 */
export async function checkPassword(
  request: Request,
  context: AppLoadContext,
  { email, user, password }: { email: string; user: User | null; password: string },
): Promise<PasswordCheck> {
  const attempt = attemptOf(context, email, user, await readKnownBrowser(request, context));
  const refusal = async (): Promise<PasswordCheck | null> => {
    const wait = await waitOf(context, attempt);
    if (!wait) return null;
    if (user) await tellOfRefusal(request, context, { user, because: wait.because, id: attempt[wait.because] });
    return { outcome: "wait", seconds: Math.ceil(wait.milliseconds / 1_000) };
  };
  // At first, so that whoever is refused waits for nobody; and when it is their turn, after what came before them.
  const refused = await refusal();
  if (refused) return refused;
  const checked = await inHashingLine(attempt.network, async (): Promise<PasswordCheck> => {
    const refusedNow = await refusal();
    if (refusedNow) return refusedNow;
    if (user?.passwordHash && (await passwordMatches(password, user.passwordHash))) {
      return { outcome: "right", passwordHash: user.passwordHash };
    }
    if (!user?.passwordHash) await passwordMatches(password, null);
    await Promise.all([countFailure(context, attempt), user && tellOfFailure(request, context, user)]);
    return { outcome: "wrong" };
  });
  if (checked.outcome === "busy") return { outcome: "wait", seconds: BUSY_SECONDS };
  if (checked.outcome === "right") await forgiveAccount(context, attempt);
  return checked;
}

/** Has the owner hear of it at the next sign-in, and the admins in the audit log. */
async function tellOfFailure(request: Request, context: AppLoadContext, user: User): Promise<void> {
  await noteFailedSignIn(context.database, user._id);
  await recordAudit(context.database, auditSource(request, context, null), {
    organizationId: user.memberships.map(({ organizationId }) => organizationId),
    kind: "signInFailed",
    about: { type: "user", id: user._id, name: user.email },
  });
}

/**
 * Has the admins find in the audit log that an attempt was refused: once in a quarter of an hour for each account and
 * address, as whoever is refused goes on for nothing, and would fill the log.
 */
async function tellOfRefusal(
  request: Request,
  context: AppLoadContext,
  { user, because, id }: { user: User; because: Wait["because"]; id: string },
): Promise<void> {
  const until = endOfQuarter(context);
  const source = auditSource(request, context, null);
  for (const { organizationId } of user.memberships) {
    const told = `told ${organizationId} ${until.getTime()} ${id}`;
    if (!(await isFirst(context.database, told, source.now, until))) continue;
    await recordAudit(context.database, source, {
      organizationId,
      kind: "signInFailed",
      about: { type: "user", id: user._id, name: user.email },
      detail: `refused: too many wrong passwords for this ${because}; more until ${until.toISOString().slice(11, 16)} UTC aren’t told`,
    });
  }
}
