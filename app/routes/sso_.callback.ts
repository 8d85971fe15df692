import { redirect, type AppLoadContext, type LoaderFunctionArgs } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import { enter } from "../auth/enter.server.ts";
import { readSignOn, signOnCookie } from "../auth/sign-on-cookie.server.ts";
import { accountOf, findUserByEmail, recordAudit, type User } from "../database.server.ts";
import { messageHeader } from "../message.server.ts";
import { nowOf } from "../now.server.ts";

/** Signs in whoever comes back from the provider of identities. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { singleSignOn, database } = context;
  if (!singleSignOn) throw new Response(null, { status: 404 });
  const begun = await readSignOn(request, context);
  if (!begun) return refused(context, "That took too long, or began in another browser. Try again.");
  const result = await singleSignOn.finish(new URL(request.url), begun);
  if (result.outcome !== "person") return refused(context, textOf(result.outcome, singleSignOn.domain));
  const account = await accountOf(database, result, nowOf(context));
  if (account.outcome === "noOrganization") {
    return refused(
      context,
      `No organization here takes in people of ${singleSignOn.domain}. Ask an admin to invite you.`,
    );
  }
  if (account.outcome === "otherPerson") {
    await tellOfOtherPerson(request, context, result.email);
    return refused(context, "This email belongs to the account of somebody else. Ask an admin.");
  }
  if (account.outcome !== "known") await tellOfNewMember(request, context, account);
  const headers = (await enter(request, context, account.user, { signedInBy: "singleSignOn" })) ?? new Headers();
  if (account.outcome === "linked") {
    const text = "From now on you sign in with single sign-on. Your password no longer works.";
    headers.append("Set-Cookie", await messageHeader(context, { tone: "success", text }));
  }
  headers.append("Set-Cookie", await signOnCookie(context).serialize("", { maxAge: 0 }));
  return redirect(begun.redirectTo, { headers });
}

/** Has the admins of the organizations that take everybody in hear who has come. */
function tellOfNewMember(
  request: Request,
  context: AppLoadContext,
  { user: { _id: userId, email }, joined }: { user: User; joined: string[] },
): Promise<void> {
  return recordAudit(context.database, auditSource(request, context, { userId, email }), {
    organizationId: joined,
    kind: "memberAdded",
    about: { type: "user", id: userId, name: email },
    detail: "by single sign-on",
  });
}

/** Has the admins hear that somebody whom the provider vouches for isn't who has the account. */
async function tellOfOtherPerson(request: Request, context: AppLoadContext, email: string): Promise<void> {
  const user = await findUserByEmail(context.database, email);
  if (!user) return;
  await recordAudit(context.database, auditSource(request, context, null), {
    organizationId: user.memberships.map(({ organizationId }) => organizationId),
    kind: "signInFailed",
    about: { type: "user", id: user._id, name: user.email },
    detail: "by single sign-on: the provider’s account is somebody else’s",
  });
}

function textOf(outcome: "declined" | "failed" | "unverifiedEmail" | "otherDomain", domain: string): string {
  switch (outcome) {
    case "declined":
      return "You haven’t signed in there.";
    case "failed":
      return "Single sign-on didn’t work. Try again.";
    case "unverifiedEmail":
      return "Single sign-on hasn’t verified your email, so it opens no account here.";
    case "otherDomain":
      return `Only people with an email at ${domain} sign in this way.`;
  }
}

async function refused(context: AppLoadContext, text: string) {
  context.metrics.signIns.inc({ outcome: "failed" });
  const headers = new Headers();
  headers.append("Set-Cookie", await messageHeader(context, { tone: "error", text }));
  headers.append("Set-Cookie", await signOnCookie(context).serialize("", { maxAge: 0 }));
  return redirect("/login", { headers });
}
