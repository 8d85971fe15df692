import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { SampleNotice } from "../components/beginning/sample-notice.tsx";
import { Hub } from "../components/hub/hub.tsx";
import { Page } from "../components/page.tsx";
import { readBeginning } from "../contacts/beginning.server.ts";
import { changeMark, findFollowUpRules } from "../database.server.ts";
import { MOST_FOLLOW_UPS } from "../domain/due-list.ts";
import { dueViewHref, readDueView } from "../domain/due-view.ts";
import { tryDates } from "../domain/outcome.ts";
import { hubDayText } from "../absences/absence-texts.server.ts";
import { otherLists, waysThrough } from "../follow-ups/hub-links.server.ts";
import { readDueList } from "../follow-ups/read-due-list.server.ts";
import { submitHubForm } from "../follow-ups/submit-hub-form.server.ts";
import { requireListViewer } from "../follow-ups/whose-list.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction = () => [{ title: "Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const view = readDueView(searchParams);
  const viewer = await requireListViewer(context, await requireViewer(request, context), view.whose);
  // Read before the list: a change that comes in between is then told.
  const mark = await changeMark(context.database, viewer);
  const [list, others, todayText, rules, { message, headers }] = await Promise.all([
    readDueList(context.database, viewer, { limit: MOST_FOLLOW_UPS, ...view, withNotes: true }),
    otherLists(context.database, viewer),
    hubDayText(context.database, viewer),
    findFollowUpRules(context.database, viewer, viewer.today),
    takeMessage(request, context),
  ]);
  const tickedIds = searchParams.get("select") === "all" ? list.followUps.map(({ id }) => id) : [];
  const isAdmin = viewer.role === "admin";
  const { organizationId } = viewer;
  const { hasContacts, samples } = await readBeginning(context.database, viewer, { isEmpty: list.counts.all === 0 });
  const hub = {
    organizationId,
    view,
    tickedIds,
    list,
    title: viewer.listTitle,
    todayText,
    others,
    ways: waysThrough(viewer, view),
    mark,
    tryDates: tryDates(viewer.today, rules),
    isAdmin,
    hasContacts,
  };
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
