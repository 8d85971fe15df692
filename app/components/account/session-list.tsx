import { Form } from "@remix-run/react";
import type { SessionView } from "../../account/session-view.server.ts";

/** The section of the account page with the browsers in which the user is signed in. */
export function SessionList({ sessions, total }: { sessions: SessionView[]; total: number }) {
  return (
    <section className="card stack" id="sessions" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading">Where you are signed in</h2>
      <ul className="session-list">
        {sessions.map((session) => (
          <li key={session.key} className="session">
            <div>
              <p>
                <strong>{session.browser}</strong> {session.isThis && <span className="chip">This browser</span>}
              </p>
              <p className="muted">
                {session.address}. Signed in {session.signedInAt}, last used {session.lastUsedAt}.
              </p>
            </div>
            {!session.isThis && (
              <Form method="post" action="/account/sessions">
                <button
                  className="button"
                  name="end"
                  value={session.key}
                  aria-label={`Sign out ${session.browser}, signed in ${session.signedInAt}`}
                >
                  Sign out
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {total > sessions.length && (
        <p className="muted">
          Showing the {sessions.length} last used of {total}.
        </p>
      )}
      {total > 1 && (
        <Form method="post" action="/account/sessions">
          <button className="button" name="end" value="others">
            Sign out all others
          </button>
        </Form>
      )}
    </section>
  );
}
