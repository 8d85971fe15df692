import { Form } from "@remix-run/react";
import { roleLabel } from "../../domain/role.ts";
import type { InvitationView } from "../../members/members-view.server.ts";
import { OrganizationField } from "../organization-field.tsx";

/** The invitations that are open, each with a way to end it. */
export function InvitationList({ invitations }: { invitations: InvitationView[] }) {
  if (invitations.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="invitations-heading">
      <h2 id="invitations-heading">Open invitations</h2>
      <ul className="session-list">
        {invitations.map(({ id, email, role, ends }) => (
          <li key={id} className="session">
            <div>
              <p>
                <strong>{email}</strong> <span className="chip">{roleLabel(role)}</span>
              </p>
              <p className="muted">Link works until {ends}</p>
            </div>
            <Form method="post" action="/members/invitations">
              <OrganizationField />
              <button className="button" name="revoke" value={id} aria-label={`Revoke the invitation of ${email}`}>
                Revoke
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
