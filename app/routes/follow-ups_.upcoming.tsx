import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { BackLink } from "../components/back-link.tsx";
import { TO_FOLLOW_UPS } from "../contacts/way-back.ts";
import { UpcomingDays } from "../components/contacts/upcoming-days.tsx";
import { Page } from "../components/page.tsx";
import { submitDateForm } from "../contacts/submit-date-form.server.ts";
import { listUpcoming } from "../database.server.ts";
import { NO_NEXT_STEP_HREF } from "../domain/no-next-step.ts";
import { readUpcomingPlace, upcomingDays, upcomingPlaceText } from "../domain/upcoming.ts";
import { snoozeChoices } from "../follow-ups/snooze-choices.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";

const PAGE_LENGTH = 50;

export const meta: MetaFunction = () => [{ title: "Upcoming · Follow-ups" }];

/** What is snoozed or set for later, by day. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { today } = viewer;
  const after = readUpcomingPlace(new URL(request.url).searchParams.get("after"));
  const [{ contacts, next }, { message, headers }] = await Promise.all([
    listUpcoming(context.database, viewer, { today, after, limit: PAGE_LENGTH }),
    takeMessage(request, context),
  ]);
  const nextHref = next && `/follow-ups/upcoming?${new URLSearchParams({ after: upcomingPlaceText(next) })}`;
  const days = upcomingDays(contacts, today, viewer.locale);
  const options = await snoozeChoices(viewer);
  const view = { account: accountView(viewer), days, today, options, nextHref, isFirst: after === null, message };
  return data(view, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const message = await submitDateForm(await readForm(request, viewer, context), viewer, context);
  const { pathname, search } = new URL(request.url);
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(pathname + search, { status: 303, headers });
}

export default function Upcoming() {
  const { account, days, today, options, nextHref, isFirst, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <BackLink {...TO_FOLLOW_UPS} />
      <h1>Upcoming</h1>
      {days.length === 0 ? (
        <section className="card empty">
          <h2>{isFirst ? "Nothing upcoming" : "Nothing more"}</h2>
          <p className="muted">What you snooze, or set for a later day, waits here until it is due.</p>
          <Link className="button" to={NO_NEXT_STEP_HREF}>
            Contacts without a next step
          </Link>
        </section>
      ) : (
        <UpcomingDays days={days} today={today} options={options} />
      )}
      <nav className="page-links" aria-label="Pages">
        {!isFirst && <Link to="/follow-ups/upcoming">First page</Link>}
        {nextHref && (
          <Link className="button" to={nextHref}>
            Next page
          </Link>
        )}
      </nav>
    </Page>
  );
}
