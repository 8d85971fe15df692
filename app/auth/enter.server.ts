import type { AppLoadContext } from "@remix-run/node";
import { endSession, noteSignIn, recordAudit, type User } from "../database.server.ts";
import { usableTimeZone } from "../domain/calendar.ts";
import { momentText } from "../domain/date-text.ts";
import { messageHeader } from "../message.server.ts";
import { auditSource } from "./audit-source.server.ts";
import { readKnownBrowser, rememberBrowser } from "./known-browser.server.ts";
import { startSession } from "./session.server.ts";
import { FREE_FAILURES } from "./sign-in-limit.server.ts";
import { chosenLocale } from "../domain/locale.ts";
import { nowOf } from "../now.server.ts";

/** How somebody has shown who they are: with a password, which had that hash, or elsewhere. */
export type SignedInBy = { signedInBy: "password"; passwordHash: string } | { signedInBy: "singleSignOn" };

/**
 * Starts a session of a user who has shown who they are, and returns the cookies to set; null where the password that
 * they gave has been replaced meanwhile.
 */
export async function enter(
  request: Request,
  context: AppLoadContext,
  user: User,
  by: SignedInBy,
): Promise<Headers | null> {
  const organizationId = user.memberships[0]?.organizationId ?? "";
  const session = { userId: user._id, organizationId, signedInBy: by.signedInBy };
  const { key, cookie } = await startSession(request, context, session);
  // After the session has begun: a password that is set in between then finds it to end.
  const passwordHash = by.signedInBy === "password" ? { passwordHash: by.passwordHash } : {};
  const before = await noteSignIn(context.database, { userId: user._id, ...passwordHash, now: nowOf(context) });
  context.metrics.signIns.inc({ outcome: before ? "ok" : "failed" });
  if (!before) {
    await endSession(context.database, user._id, key);
    return null;
  }
  await recordAudit(context.database, auditSource(request, context, { userId: user._id, email: user.email }), {
    organizationId: user.memberships.map(({ organizationId }) => organizationId),
    kind: "signedIn",
    detail: by.signedInBy === "singleSignOn" ? "by single sign-on" : "",
  });
  const headers = new Headers();
  headers.append("Set-Cookie", cookie);
  headers.append("Set-Cookie", await rememberBrowser(context, await readKnownBrowser(request, context), user._id));
  const failures = before.failedSignIns ?? 0;
  if (failures > 0) {
    const reader = { timeZone: usableTimeZone(user.timeZone), locale: chosenLocale(user.locale) ?? context.locale };
    const text = failuresText(failures, before.lastSignInAt && momentText(before.lastSignInAt, reader));
    const tone = failures < FREE_FAILURES ? "success" : "error";
    headers.append("Set-Cookie", await messageHeader(context, { tone, text }));
  }
  return headers;
}

function failuresText(failures: number, since: string | undefined): string {
  const were = failures === 1 ? "There was 1 failed attempt" : `There were ${failures} failed attempts`;
  return `${were} to sign in to your account${since === undefined ? "" : ` since ${since}`}.`;
}
