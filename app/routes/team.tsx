import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { Page } from "../components/page.tsx";
import { HotOverdue } from "../components/team/hot-overdue.tsx";
import { TeamTable } from "../components/team/team-table.tsx";
import { takeMessage } from "../message.server.ts";
import { readTeamDay } from "../team/team-day.server.ts";
import { teamView } from "../team/team-view.server.ts";

export const meta: MetaFunction = () => [{ title: "Team · Follow-ups" }];

/** How the day of each member stands. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const [day, { message, headers }] = await Promise.all([readTeamDay(context, viewer), takeMessage(request, context)]);
  return data({ account: accountView(viewer), team: teamView(day, viewer), message }, { headers });
}

export default function Team() {
  const { account, team, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <div className="page-header">
        <div>
          <h1>Team</h1>
          <p className="muted">{account.todayText}</p>
        </div>
        <Link to="/members" className="button">
          Members
        </Link>
      </div>
      <div className="stack">
        <TeamTable {...team} />
        {team.rows.length === 1 && (
          <section className="card empty">
            <h2>You are the only member</h2>
            <p className="muted">Invite those you work with, and see here how the day of each of them stands.</p>
            <Link className="button button-primary" to="/members">
              Invite somebody
            </Link>
          </section>
        )}
        <HotOverdue {...team.hot} />
      </div>
    </Page>
  );
}
