import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { BackLink } from "../components/back-link.tsx";
import { TO_FOLLOW_UPS } from "../contacts/way-back.ts";
import { DoneList } from "../components/done-list.tsx";
import { Page } from "../components/page.tsx";
import { listDoneToday } from "../database.server.ts";
import { startOfDay } from "../domain/calendar.ts";
import { doneTodayView } from "../follow-ups/done-today-view.ts";
import { takeMessage } from "../message.server.ts";

const PAGE_LENGTH = 25;

export const meta: MetaFunction = () => [{ title: "Done today · Follow-ups" }];

/** What the viewer has done since their day began, each to be undone still. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { today, timeZone } = viewer;
  const olderThan = new URL(request.url).searchParams.get("older");
  const wanted = { since: new Date(startOfDay(today, timeZone)), olderThan, limit: PAGE_LENGTH };
  const [{ operations, older }, { message, headers }] = await Promise.all([
    listDoneToday(context.database, viewer, wanted),
    takeMessage(request, context),
  ]);
  const entries = doneTodayView(operations, viewer);
  const olderHref = older && `/follow-ups/done?${new URLSearchParams({ older })}`;
  return data({ account: accountView(viewer), entries, olderHref, isFirst: olderThan === null, message }, { headers });
}

export default function DoneToday() {
  const { account, entries, olderHref, isFirst, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <BackLink {...TO_FOLLOW_UPS} />
      <h1>Done today</h1>
      {entries.length === 0 ? (
        <section className="card empty">
          <h2>{isFirst ? "Nothing done yet today" : "Nothing more"}</h2>
          <p className="muted">What you mark done, snooze or move to another date shows up here, and can be undone.</p>
        </section>
      ) : (
        <DoneList entries={entries} />
      )}
      <nav className="page-links" aria-label="Pages">
        {!isFirst && <Link to="/follow-ups/done">First page</Link>}
        {olderHref && (
          <Link className="button" to={olderHref}>
            Next page
          </Link>
        )}
      </nav>
    </Page>
  );
}
