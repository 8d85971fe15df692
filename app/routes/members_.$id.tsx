import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { absenceView } from "../absences/absence-view.server.ts";
import { accountView } from "../auth/account-view.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { AbsenceSection } from "../components/absences/absence-section.tsx";
import { NewLink } from "../components/members/new-link.tsx";
import { RemoveForm } from "../components/members/remove-form.tsx";
import { ResetLinkForm } from "../components/members/reset-link-form.tsx";
import { RoleForm } from "../components/members/role-form.tsx";
import { Page } from "../components/page.tsx";
import { findMemberToManage, listMembers, newFormKey } from "../database.server.ts";
import { momentText } from "../domain/date-text.ts";
import { newLinkHeader, takeNewLink } from "../members/new-link.server.ts";
import { submitMemberForm } from "../members/submit-member-form.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction = () => [{ title: "Member · Follow-ups" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const { organizationId, userId: adminId } = viewer;
  const id = params.id ?? "";
  const [found, members, away] = await Promise.all([
    findMemberToManage(context.database, { organizationId, adminId, userId: id }),
    listMembers(context.database, organizationId),
    absenceView(context.database, viewer, id),
  ]);
  if (!found) throw noMember();
  const { lastSignInAt, ...rest } = found;
  const member = { ...rest, lastSignIn: lastSignInAt && momentText(lastSignInAt, viewer) };
  const { message, headers } = await takeMessage(request, context);
  const newLink = await takeNewLink(request, context, viewer, headers);
  const others = members.filter((each) => each.id !== id);
  const more = { newLink, formKey: newFormKey(), message };
  return data({ account: accountView(viewer), member, others, away, ...more }, { headers });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const form = await readForm(request, viewer, context);
  const id = params.id ?? "";
  const answer = await submitMemberForm(form, id, viewer, request, context);
  if (answer.outcome === "badInput") return data({ problem: answer.problem }, { status: 400 });
  if (answer.outcome === "noMember") throw noMember();
  if (answer.outcome === "notAllowed") throw new Response("You are no longer an admin.", { status: 403 });
  const headers = new Headers({ "Cache-Control": "no-store" });
  headers.append("Set-Cookie", await messageHeader(context, answer.message));
  if (answer.path) headers.append("Set-Cookie", await newLinkHeader(request, context, viewer, answer.path));
  const page = answer.outcome === "gone" ? "/members" : `/members/${encodeURIComponent(id)}`;
  return redirect(page, { status: 303, headers });
}

function noMember(): Response {
  return new Response("There is no such member.", { status: 404 });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function Member() {
  const { account, member, others, away, newLink, formKey, message } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Page account={account} message={message}>
      <p>
        <Link to="/members">All members</Link>
      </p>
      <h1 dir="auto">{member.name}</h1>
      <p className="muted">
        {member.email}. {member.lastSignIn ? `Last signed in ${member.lastSignIn}.` : "Never signed in."}
      </p>
      {newLink && <NewLink address={newLink} />}
      <RoleForm role={member.role} />
      {away && <AbsenceSection view={away} redirectTo={`/members/${encodeURIComponent(member.id)}#away`} />}
      <ResetLinkForm key={newLink} formKey={formKey} refusal={member.resetRefusal} />
      <RemoveForm
        name={member.name}
        contacts={member.contacts}
        apiKeys={member.apiKeys}
        others={others}
        problem={refused && "problem" in refused ? refused.problem : null}
      />
    </Page>
  );
}
