import type { AppLoadContext } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { enter } from "../auth/enter.server.ts";
import { readSession } from "../auth/session.server.ts";
import {
  findInvitation,
  joinAsNewUser,
  joinAsUser,
  setFirstTimeZone,
  setSessionOrganization,
} from "../database.server.ts";
import { timeZoneNamed } from "../domain/calendar.ts";
import { readJoinForm, type Problems } from "../domain/member-form.ts";
import { readFormData } from "../form-data.server.ts";
import { messageHeader } from "../message.server.ts";
import { nowOf } from "../now.server.ts";

/** What the page of an invitation shows. */
export interface JoinView {
  organization: string;
  email: string;
  hasAccount: boolean;
  /** Whose account is signed in here; null where none is. */
  signedInAs: string | null;
}

/** What became of it: the cookies to set, or what to say. */
export type JoinAnswer =
  | { outcome: "joined"; headers: Headers }
  | { outcome: "badInput"; name: string; problems: Problems<"name" | "password"> }
  | { outcome: "noLink" | "otherPerson" | "hasAccount" };

/** The invitation with that secret; null where it can't be accepted any more. */
export async function joinView(request: Request, context: AppLoadContext, secret: string): Promise<JoinView | null> {
  const invitation = await findInvitation(context.database, secret, nowOf(context));
  if (!invitation) return null;
  const user = await findSignedIn(request, context);
  const { organization, email, hasAccount } = invitation;
  return { organization: organization.name, email, hasAccount, signedInAs: user?.email ?? null };
}

/**
 * Accepts an invitation: with the account that is signed in here, where the invitation is for its email, else with a new
 * one as the form describes it, which is signed in then. An account that there is already is never touched.
 */
export async function acceptInvitation(request: Request, context: AppLoadContext, secret: string): Promise<JoinAnswer> {
  const user = await findSignedIn(request, context);
  if (user) return joinSignedIn(request, context, { secret, ...user });
  // Nothing is read of whoever has no link.
  if (!(await findInvitation(context.database, secret, nowOf(context)))) return { outcome: "noLink" };
  const form = await readFormData(request);
  const wanted = readJoinForm(form);
  const name = String(form.get("name") ?? "");
  if (wanted.outcome === "badInput") return { ...wanted, name };
  const source = auditSource(request, context, null);
  const result = await joinAsNewUser(context.database, source, { secret, ...wanted });
  if (result.outcome === "badPassword") return { outcome: "badInput", name, problems: { password: result.problem } };
  if (result.outcome !== "joined") return result;
  const timeZone = timeZoneNamed(String(form.get("timeZone")));
  if (timeZone) await setFirstTimeZone(context.database, result.user._id, timeZone);
  const passwordHash = result.user.passwordHash ?? "";
  const headers =
    (await enter(request, context, result.user, { signedInBy: "password", passwordHash })) ?? new Headers();
  return welcome(context, result.organization.name, headers);
}

async function joinSignedIn(
  request: Request,
  context: AppLoadContext,
  { secret, userId, sessionKey, email }: { secret: string } & SignedIn,
): Promise<JoinAnswer> {
  const source = auditSource(request, context, { userId, email });
  const result = await joinAsUser(context.database, source, { secret, userId });
  if (result.outcome !== "joined") return result;
  await setSessionOrganization(context.database, sessionKey, result.organization.id);
  return welcome(context, result.organization.name, new Headers());
}

async function welcome(context: AppLoadContext, organization: string, headers: Headers): Promise<JoinAnswer> {
  const text = `You joined ${organization}`;
  headers.append("Set-Cookie", await messageHeader(context, { tone: "success", text }));
  return { outcome: "joined", headers };
}

interface SignedIn {
  userId: string;
  sessionKey: string;
  email: string;
}

/** Who is signed in here, whether or not an organization is open to them. */
async function findSignedIn(request: Request, context: AppLoadContext): Promise<SignedIn | null> {
  const session = await readSession(request, context);
  const user = session?.account?.user;
  return user ? { userId: user._id, sessionKey: session._id, email: user.email } : null;
}
