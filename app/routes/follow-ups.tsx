import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import * as v from "valibot";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { Hub } from "../components/hub/hub.tsx";
import { Page } from "../components/page.tsx";
import { changeMark } from "../database.server.ts";
import { MOST_FOLLOW_UPS } from "../domain/due-list.ts";
import { FilterInput } from "../domain/follow-up-input.ts";
import { readDueList } from "../follow-ups/read-due-list.server.ts";
import { submitHubForm } from "../follow-ups/submit-hub-form.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

export const meta: MetaFunction = () => [{ title: "Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const filter = filterOf(request);
  // Read before the list: a change that comes in between is then told.
  const mark = await changeMark(context.database, viewer);
  const [list, { message, headers }] = await Promise.all([
    readDueList(context.database, viewer, { limit: MOST_FOLLOW_UPS, order: "priority", filter, withNotes: true }),
    takeMessage(request, context),
  ]);
  const selectAll = new URL(request.url).searchParams.get("select") === "all";
  const tickedIds = selectAll ? list.followUps.map(({ id }) => id) : [];
  const isAdmin = viewer.role === "admin";
  const { organizationId } = viewer;
  const hub = {
    organizationId,
    filter,
    tickedIds,
    list,
    mark,
    isAdmin,
  };
  return data({ account: accountView(viewer), hub, message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const answer = await submitHubForm(await readForm(request, viewer, context), viewer, context);
  if (answer.outcome === "badDate") return data(answer, { status: 400 });
  const headers = { "Set-Cookie": await messageHeader(context, answer.message) };
  return redirect(`/follow-ups?filter=${filterOf(request)}`, { status: 303, headers });
}

function filterOf(request: Request) {
  return v.parse(v.fallback(FilterInput, "all"), new URL(request.url).searchParams.get("filter"));
}

export default function FollowUps() {
  const { account, hub, message } = useLoaderData<typeof loader>();
  // Without JavaScript the form comes back with what was ticked.
  const badDate = useActionData<typeof action>();
  return (
    <Page account={account} message={message}>
      <div className="page-header">
        <div>
          <h1>Follow-ups</h1>
          <p className="muted">{account.todayText}</p>
        </div>
        <nav className="page-header" aria-label="Related pages">
          <Link to="/follow-ups/done">Done today</Link>
          <Link to="/follow-ups/upcoming">Upcoming</Link>
          <Link to="/dashboard">Dashboard</Link>
        </nav>
      </div>
      <Hub
        key={account.organization.id}
        {...hub}
        tickedIds={badDate?.ids ?? hub.tickedIds}
        hasBadDate={badDate !== undefined}
      />
    </Page>
  );
}
