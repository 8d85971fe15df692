import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { auditPageView } from "../audit/audit-page-view.server.ts";
import { accountView } from "../auth/account-view.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { AuditFilterForm } from "../components/audit/audit-filter-form.tsx";
import { AuditList } from "../components/audit/audit-list.tsx";
import { Page } from "../components/page.tsx";
import { readAuditFilter } from "../domain/audit-filter.ts";
import { takeMessage } from "../message.server.ts";

export const meta: MetaFunction = () => [{ title: "Audit log · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const { searchParams } = new URL(request.url);
  const wanted = readAuditFilter(searchParams);
  const { message, headers } = await takeMessage(request, context);
  const typed = Object.fromEntries(searchParams);
  const page = { account: accountView(viewer), typed, message };
  if (wanted.outcome === "badInput") {
    return data({ ...page, problems: wanted.problems, log: null }, { status: 400, headers });
  }
  const log = await auditPageView(context, viewer, wanted.filter, searchParams.get("older"));
  return data({ ...page, problems: {}, log }, { headers });
}

export default function AuditLog() {
  const { account, typed, message, problems, log } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <div className="page-header">
        <h1>Audit log</h1>
        {log && (
          <a className="button" href={log.links.csv} download>
            Export as CSV
          </a>
        )}
      </div>
      <p className="muted">
        What was done in {account.organization.name}, by whom and from where. It is kept for a year.
      </p>
      <AuditFilterForm key={JSON.stringify(typed)} typed={typed} problems={problems} />
      {log && <AuditList events={log.events} />}
      {log && (
        <nav className="page-links" aria-label="Pages">
          {log.links.newest && <Link to={log.links.newest}>Newest</Link>}
          {log.links.older && (
            <Link className="button" to={log.links.older}>
              Older
            </Link>
          )}
        </nav>
      )}
    </Page>
  );
}
