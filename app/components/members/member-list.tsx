import { Link } from "@remix-run/react";
import { roleLabel } from "../../domain/role.ts";
import type { MemberView } from "../../members/members-view.server.ts";
import { useLocale } from "../locale.ts";

/** An organization's members, each with a way to their page. */
export function MemberList({ members, total }: { members: MemberView[]; total: number }) {
  const locale = useLocale();
  return (
    <section className="card stack" aria-label="Members">
      <ul className="session-list">
        {members.map(({ id, name, email, role, lastSignIn, isViewer, away }) => (
          <li key={id} className="session">
            <div>
              <p>
                <strong dir="auto">{name}</strong> <span className="chip">{roleLabel(role)}</span>{" "}
                {isViewer && <span className="chip">You</span>}
              </p>
              <p className="muted">{email}</p>
              {away && <p>{away}</p>}
              <p className="muted">{lastSignIn ? `Last signed in ${lastSignIn}` : "Never signed in"}</p>
            </div>
            <Link className="button" to={`/members/${encodeURIComponent(id)}`} aria-label={`Manage ${name}`}>
              Manage
            </Link>
          </li>
        ))}
      </ul>
      {total > members.length && (
        <p className="muted">
          The first {members.length.toLocaleString(locale)} of {total.toLocaleString(locale)}.
        </p>
      )}
    </section>
  );
}
