import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { absenceView } from "../absences/absence-view.server.ts";
import { submitAbsenceForm } from "../absences/submit-absence-form.server.ts";
import { accountView } from "../auth/account-view.ts";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer, type Viewer } from "../auth/viewer.server.ts";
import { AbsenceSection } from "../components/absences/absence-section.tsx";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { typedAbsence } from "../domain/absence-form.ts";
import { readWhose } from "../domain/due-view.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction = () => [{ title: "Away · Follow-ups" }];

/** When one is away oneself, or the member whom an admin's address names. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const userId = readWhose(new URL(request.url).searchParams) ?? viewer.userId;
  const view = mayManage(viewer, userId) ? await absenceView(context.database, viewer, userId) : null;
  if (!view) throw noMember();
  const { message, headers } = await takeMessage(request, context);
  return data({ account: accountView(viewer), view, message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await readForm(request, viewer, context);
  const userId = String(form.get("userId") || viewer.userId);
  if (!mayManage(viewer, userId)) throw noMember();
  const answer = await submitAbsenceForm(form, userId, viewer, request, context);
  if (answer.outcome === "told") {
    const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
    return redirect(safeRedirect(form.get("redirectTo"), "/away"), { status: 303, headers });
  }
  const view = answer.outcome === "again" ? await absenceView(context.database, viewer, userId) : null;
  if (!view || answer.outcome === "notAllowed") throw noMember();
  const { refusal } = answer;
  return data({ view: { ...view, again: { typed: typedAbsence(form), refusal } } }, { status: 400 });
}

function mayManage({ role, userId }: Viewer, whose: string): boolean {
  return role === "admin" || whose === userId;
}

function noMember(): Response {
  return new Response("There is no such member whose absences you can change.", { status: 404 });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function Away() {
  const { account, view: first, message } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const view = refused && "view" in refused ? refused.view : first;
  const back = view.isOwn
    ? { href: "/account", label: "Your account" }
    : { href: `/members/${encodeURIComponent(view.userId)}`, label: view.name };
  return (
    <Page account={account} message={message}>
      <BackLink {...back} />
      <h1 dir="auto">{view.isOwn ? "When you are away" : `When ${view.name} is away`}</h1>
      <AbsenceSection view={view} redirectTo={back.href} />
    </Page>
  );
}
