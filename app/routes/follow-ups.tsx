import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { SampleNotice } from "../components/beginning/sample-notice.tsx";
import { Hub } from "../components/hub/hub.tsx";
import { Page } from "../components/page.tsx";
import { dueViewHref, readDueView } from "../domain/due-view.ts";
import { readHub } from "../follow-ups/hub-view.server.ts";
import { submitHubForm } from "../follow-ups/submit-hub-form.server.ts";
import { requireListViewer } from "../follow-ups/whose-list.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction = () => [{ title: "Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const view = readDueView(searchParams);
  const viewer = await requireListViewer(context, await requireViewer(request, context), view.whose);
  const ticksAll = searchParams.get("select") === "all";
  const [{ hub, samples }, { message, headers }] = await Promise.all([
    readHub(context.database, viewer, { view, ticksAll }),
    takeMessage(request, context),
  ]);
  return data({ account: accountView(viewer), hub, samples, message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const view = readDueView(new URL(request.url).searchParams);
  const signedIn = await requireViewer(request, context);
  const form = await readForm(request, signedIn, context);
  const viewer = await requireListViewer(context, signedIn, view.whose);
  const answer = await submitHubForm(form, viewer, context);
  if (answer.outcome === "badDate") return data(answer, { status: 400 });
  const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
  return redirect(dueViewHref(view), { status: 303, headers });
}

export default function FollowUps() {
  const { account, hub, samples, message } = useLoaderData<typeof loader>();
  // Without JavaScript the form comes back with what was ticked.
  const badDate = useActionData<typeof action>();
  return (
    <Page account={account} message={message}>
      <SampleNotice text={samples} />
      <Hub
        key={account.organization.id}
        {...hub}
        todayText={hub.todayText}
        tickedIds={badDate?.ids ?? hub.tickedIds}
        dayProblem={badDate?.problem ?? null}
      />
    </Page>
  );
}
