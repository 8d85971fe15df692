import { Link } from "@remix-run/react";
import { TEAM_COLUMNS } from "../../domain/team-columns.ts";
import type { TeamCell, TeamView } from "../../team/team-view.server.ts";
import { useLocale } from "../locale.ts";

/** How the day of each member stands, and all together: a table, which a narrow window shows as a list. */
export function TeamTable({ rows, totals, total }: Pick<TeamView, "rows" | "totals" | "total">) {
  const locale = useLocale();
  return (
    <>
      <table role="table" className="card team-table" aria-label="Members">
        <thead>
          <tr>
            <th scope="col">Member</th>
            {Object.entries(TEAM_COLUMNS).map(([column, label]) => (
              <th key={column} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">Their backlog</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, isViewer, away, cells, spreadHref, reassignHref }) => (
            <tr key={id}>
              <th scope="row">
                <span dir="auto">{name}</span> {isViewer && <span className="chip">You</span>}
                {away && <p className="team-away">{away}</p>}
              </th>
              <Cells cells={cells} whose={name} />
              <td className="team-actions">
                {spreadHref && (
                  <Link to={spreadHref} className="button button-quiet" aria-label={`Spread what ${name} has overdue`}>
                    Spread…
                  </Link>
                )}
                {reassignHref && (
                  <Link
                    to={reassignHref}
                    className="button button-quiet"
                    aria-label={`Reassign what ${name} has overdue`}
                  >
                    Reassign…
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
        {rows.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">All</th>
              <Cells cells={totals} whose="all" />
              <td />
            </tr>
          </tfoot>
        )}
      </table>
      {total > rows.length && (
        <p className="muted">
          The first {rows.length.toLocaleString(locale)} of {total.toLocaleString(locale)} members.
        </p>
      )}
      {rows.length > 1 && <p className="muted">A contact that two look after counts for both of them.</p>}
    </>
  );
}

function Cells({ cells, whose }: { cells: TeamCell[]; whose: string }) {
  return cells.map(({ column, text, href, isNone }) => (
    <td key={column} data-label={TEAM_COLUMNS[column]} className={isNone ? "team-none" : `team-${column}`}>
      {href ? (
        <Link to={href} aria-label={`${TEAM_COLUMNS[column]}, ${whose}: ${text}`}>
          {text}
        </Link>
      ) : (
        text
      )}
    </td>
  ));
}
