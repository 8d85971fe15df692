import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { BackLink } from "../components/back-link.tsx";
import { DoneList } from "../components/done-list.tsx";
import { Page } from "../components/page.tsx";
import { listDoneToday } from "../database.server.ts";
import { startOfDay } from "../domain/calendar.ts";
import { readWhose } from "../domain/due-view.ts";
import { doneTodayView } from "../follow-ups/done-today-view.ts";
import { requireListViewer, wayToList } from "../follow-ups/whose-list.server.ts";
import { takeMessage } from "../message.server.ts";

const PAGE_LENGTH = 25;

export const meta: MetaFunction = () => [{ title: "Done today · Follow-ups" }];

/** What the viewer has done since their day began, each to be undone still, or what a member whose list they work has. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const viewer = await requireListViewer(context, await requireViewer(request, context), readWhose(searchParams));
  const { today, timeZone, of, ofName } = viewer;
  const olderThan = searchParams.get("older");
  const wanted = { since: new Date(startOfDay(today, timeZone)), olderThan, limit: PAGE_LENGTH };
  const [{ operations, older }, { message, headers }] = await Promise.all([
    listDoneToday(context.database, { ...viewer, userId: of ?? viewer.userId }, wanted),
    takeMessage(request, context),
  ]);
  const entries = doneTodayView(operations, viewer);
  const href = (more: Record<string, string>) =>
    `/follow-ups/done?${new URLSearchParams({ ...(of !== undefined && { for: of }), ...more })}`;
  const links = { older: older && href({ older }), first: olderThan === null ? null : href({}) };
  return data({ account: accountView(viewer), entries, ofName, back: wayToList(viewer), links, message }, { headers });
}

export default function DoneToday() {
  const { account, entries, ofName, back, links, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <BackLink {...back} />
      <h1 dir="auto">{ofName ? `Done today by ${ofName}` : "Done today"}</h1>
      {entries.length === 0 ? (
        <section className="card empty">
          <h2>{links.first ? "Nothing more" : "Nothing done yet today"}</h2>
          <p className="muted">What you mark done, snooze or move to another date shows up here, and can be undone.</p>
        </section>
      ) : (
        <DoneList entries={entries} isOwn={ofName === null} />
      )}
      <nav className="page-links" aria-label="Pages">
        {links.first && <Link to={links.first}>First page</Link>}
        {links.older && (
          <Link className="button" to={links.older}>
            Next page
          </Link>
        )}
      </nav>
    </Page>
  );
}
