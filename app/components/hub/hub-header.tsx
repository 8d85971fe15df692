import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { dueViewQuery, type DueView } from "../../domain/due-view.ts";

/** The hub's title with the day, the other ways through the list, and the way to the dashboard. */
export function HubHeader({
  view,
  todayText,
  hasRows,
  keys,
}: {
  view: DueView;
  todayText: string;
  /** True where there is something to work through. */
  hasRows: boolean;
  /** What opens the list of keys. */
  keys: ReactNode;
}) {
  const query = dueViewQuery(view);
  return (
    <div className="page-header hub-header">
      <div>
        <h1>Follow-ups</h1>
        <p className="muted">{todayText}</p>
      </div>
      <nav aria-label="Related pages">
        {hasRows && (
          <>
            <Link to={`/follow-ups/spread?${query}`} className="button button-quiet">
              Spread…
            </Link>
            <Link to={`/follow-ups/work?${query}`} className="button button-quiet">
              One at a time
            </Link>
            {keys}
          </>
        )}
        <Link to="/dashboard" className="button button-quiet">
          Dashboard
        </Link>
      </nav>
    </div>
  );
}
