import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { ReassignForm } from "../components/reassign-form.tsx";
import { newId, reassignFollowUps } from "../database.server.ts";
import { dueViewHref } from "../domain/due-view.ts";
import { readFormKey } from "../domain/form-key.ts";
import { followUpCount } from "../domain/result-text.ts";
import { readReassignment, reassignView, selectionOf } from "../follow-ups/reassign-view.server.ts";
import { requireListViewer, wayToList } from "../follow-ups/whose-list.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { nowOf } from "../now.server.ts";

export const meta: MetaFunction = () => [{ title: "Reassign · Follow-ups" }];

const PROBLEMS = {
  unknownUser: "Nothing changed: choose a member of this organization.",
  tooMany: "Nothing changed: those are too many to reassign at once.",
  reused: "Nothing changed: this form has done something else already. Look at it once more.",
};

/** Which follow-ups would change hands, and who can take them. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const asked = readReassignment(new URL(request.url).searchParams);
  const viewer = await requireListViewer(context, await requireAdmin(request, context), asked.of.whose);
  const [view, { message, headers }] = await Promise.all([
    reassignView(context.database, viewer, asked),
    takeMessage(request, context),
  ]);
  const back = wayToList(viewer);
  return data({ account: accountView(viewer), back, view, formKey: newId("op"), message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const admin = await requireAdmin(request, context);
  const form = await readForm(request, admin, context);
  const asked = readReassignment(form);
  const viewer = await requireListViewer(context, admin, asked.of.whose);
  const change = { to: String(form.get("userId") ?? ""), operationId: readFormKey(form) };
  const now = nowOf(context);
  const selection = selectionOf(asked, viewer.today);
  const result = await reassignFollowUps(context.database, viewer, { ...selection, ...change, now });
  if (result.outcome === "notAllowed") throw new Response("You are no longer an admin.", { status: 403 });
  const view = await reassignView(context.database, viewer, asked);
  if (result.outcome !== "reassigned") {
    return data({ view, formKey: newId("op"), problem: PROBLEMS[result.outcome] }, { status: 409 });
  }
  const { count, operationId } = result;
  const to = view.members.find(({ id }) => id === change.to)?.name ?? "them";
  const text = count === 0 ? "Nothing to reassign" : `Gave ${followUpCount(count, viewer.locale)} to ${to}`;
  const message = { tone: "success", text, ...(count > 0 && { operationId }) } as const;
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(dueViewHref(asked.of), { status: 303, headers });
}

export default function Reassign() {
  const { account, back, message, ...first } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { view, formKey } = refused ?? first;
  return (
    <Page account={account} message={refused ? { tone: "error", text: refused.problem } : message}>
      <BackLink {...back} />
      <h1>Reassign follow-ups</h1>
      <ReassignForm key={formKey} view={view} formKey={formKey} />
    </Page>
  );
}
