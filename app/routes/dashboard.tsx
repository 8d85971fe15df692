import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { FirstSteps } from "../components/beginning/first-steps.tsx";
import { SampleNotice } from "../components/beginning/sample-notice.tsx";
import { DashboardPanel } from "../components/dashboard-panel.tsx";
import { Page } from "../components/page.tsx";
import { readBeginning } from "../contacts/beginning.server.ts";
import { MOST_URGENT } from "../domain/due-list.ts";
import { SNOOZE_DATE_MESSAGE } from "../domain/hub-fields.ts";
import { readDueList } from "../follow-ups/read-due-list.server.ts";
import { submitHubForm } from "../follow-ups/submit-hub-form.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction = () => [{ title: "Dashboard · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const [due, { message, headers }] = await Promise.all([
    readDueList(context.database, viewer, { limit: MOST_URGENT, order: "priority", filter: "all", withNotes: true }),
    takeMessage(request, context),
  ]);
  const beginning = await readBeginning(context.database, viewer, { isEmpty: due.counts.all === 0 });
  return data({ account: accountView(viewer), due, beginning, message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const answer = await submitHubForm(await readForm(request, viewer, context), viewer, context);
  if (answer.outcome === "badDate") throw new Response(SNOOZE_DATE_MESSAGE, { status: 400 });
  const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
  return redirect("/dashboard", { status: 303, headers });
}

export default function Dashboard() {
  const { account, due, beginning, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <SampleNotice text={beginning.samples} />
      <div className="page-header">
        <h1>Good to see you, {account.name.split(" ", 1)[0]}</h1>
        <p className="muted">{account.todayText}</p>
      </div>
      {beginning.hasContacts ? (
        <DashboardPanel key={account.organization.id} due={due} organizationId={account.organization.id} />
      ) : (
        <FirstSteps isAdmin={account.role === "admin"} />
      )}
    </Page>
  );
}
