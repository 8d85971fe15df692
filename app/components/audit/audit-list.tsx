import type { AuditEventView } from "../../audit/audit-page-view.server.ts";

/** Events of the audit log, the newest first. */
export function AuditList({ events }: { events: AuditEventView[] }) {
  if (events.length === 0) return <p className="muted">Nothing in the log fits these filters.</p>;
  return (
    <ol className="card audit-list" aria-label="Events">
      {events.map(({ id, what, who, when, detail, from }) => (
        <li key={id} className="session">
          <div>
            <p>
              <strong>{what}</strong>
            </p>
            {detail && <p dir="auto">{detail}</p>}
            <p className="muted">
              {when}, by {who}
              {from && `, from ${from}`}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
