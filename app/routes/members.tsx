import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { InviteForm } from "../components/members/invite-form.tsx";
import { InvitationList } from "../components/members/invitation-list.tsx";
import { MemberList } from "../components/members/member-list.tsx";
import { NewLink } from "../components/members/new-link.tsx";
import { PendingHandOvers } from "../components/members/pending-hand-overs.tsx";
import { Page } from "../components/page.tsx";
import { invite, newFormKey, type InviteResult } from "../database.server.ts";
import { readInviteForm } from "../domain/member-form.ts";
import { membersView } from "../members/members-view.server.ts";
import { newLinkHeader, takeNewLink } from "../members/new-link.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { secretForm, sentBefore } from "../secret-form.server.ts";

export const meta: MetaFunction = () => [{ title: "Members · Follow-ups" }];

const PROBLEMS: Record<Exclude<InviteResult["outcome"], "invited" | "reused" | "ended">, string> = {
  isMember: "They are already a member.",
  tooMany: "Too many invitations are open. Revoke one that nobody needs any more.",
  notAllowed: "You are no longer an admin.",
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const { message, headers } = await takeMessage(request, context);
  const newLink = await takeNewLink(request, context, viewer, headers);
  const view = await membersView(context, viewer);
  return data({ account: accountView(viewer), ...view, newLink, formKey: newFormKey(), message }, { headers });
}

/** Invites somebody. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const form = await readForm(request, viewer, context);
  const wanted = readInviteForm(form);
  const typed = { email: String(form.get("email") ?? ""), role: String(form.get("role") ?? "") };
  if (wanted.outcome === "badInput") return data({ typed, problems: wanted.problems }, { status: 400 });
  const act = { organizationId: viewer.organizationId, source: auditSource(request, context, viewer) };
  const result = await invite(context.database, act, wanted, secretForm(form, context));
  if (result.outcome === "reused" || result.outcome === "ended") {
    return data({ typed, problems: {}, sentBefore: sentBefore(result.outcome) }, { status: 409 });
  }
  if (result.outcome !== "invited") {
    return data({ typed, problems: { email: PROBLEMS[result.outcome] } }, { status: 400 });
  }
  const headers = new Headers({ "Cache-Control": "no-store" });
  const text = `${result.email} is invited. No email is sent: give them the link below.`;
  headers.append("Set-Cookie", await messageHeader(context, { tone: "success", text }));
  headers.append("Set-Cookie", await newLinkHeader(request, context, viewer, `/join/${result.secret}`));
  return redirect("/members", { status: 303, headers });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function Members() {
  const { account, members, total, invitations, handOvers, newLink, formKey, message } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Page account={account} message={message}>
      <h1>Members</h1>
      {newLink && <NewLink address={newLink} />}
      {handOvers.length > 0 && <PendingHandOvers names={handOvers} />}
      <MemberList members={members} total={total} />
      <InviteForm key={newLink} formKey={formKey} refused={refused && "problems" in refused ? refused : null} />
      <InvitationList invitations={invitations} />
    </Page>
  );
}
