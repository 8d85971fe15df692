import { Link } from "@remix-run/react";
import type { TeamView } from "../../team/team-view.server.ts";
import { useLocale } from "../locale.ts";

/** Every hot contact that is overdue, for whoever wants to give them to somebody else. */
const ALL_HREF = "/contacts?followUp=overdue&leadQuality=HOT";

/** The hot contacts that have been overdue for too long, each with who looks after it. */
export function HotOverdue({ days, total, contacts }: TeamView["hot"]) {
  const locale = useLocale();
  return (
    <section className="card stack" aria-labelledby="hot-heading">
      <div className="page-header">
        <h2 id="hot-heading">Hot, and {workingDayCount(days)} overdue or more</h2>
        {total > 0 && (
          <Link className="button" to={ALL_HREF}>
            All hot and overdue
          </Link>
        )}
      </div>
      {contacts.length === 0 ? (
        <p className="muted">No hot contact has been waiting for that long.</p>
      ) : (
        <ul className="team-hot">
          {contacts.map(({ id, name, href, since, workingDays, assignees }) => (
            <li key={id}>
              <Link to={href} dir="auto">
                {name}
              </Link>
              <span className="muted">
                due {since}, {workingDayCount(workingDays)} overdue
              </span>
              <span dir="auto">{assignees.join(", ") || "Nobody"}</span>
            </li>
          ))}
        </ul>
      )}
      {total > contacts.length && (
        <p className="muted">
          The first {contacts.length.toLocaleString(locale)} of {total.toLocaleString(locale)}.
        </p>
      )}
      <p className="muted">
        After how many working days they stand here is said in the <Link to="/settings#hotOverdueDays">settings</Link>.
      </p>
    </section>
  );
}

const workingDayCount = (days: number) => `${days} working ${days === 1 ? "day" : "days"}`;
