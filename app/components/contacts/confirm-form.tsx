import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { OrganizationField } from "../organization-field.tsx";

/** Asks whether something is to be done to a contact, and says what that means. */
export function ConfirmForm({
  verb,
  contact: { id, name },
  label,
  children,
}: {
  /** Such as `Delete`. */
  verb: string;
  contact: { id: string; name: string };
  /** What the button says. */
  label: string;
  children: ReactNode;
}) {
  return (
    <>
      <h1>
        {verb} <bdi>{name}</bdi>?
      </h1>
      <Form method="post" className="card stack">
        <OrganizationField />
        {children}
        <div className="form-actions">
          <button className="button button-primary">{label}</button>
          <Link className="button" to={`/contacts/${encodeURIComponent(id)}`}>
            Cancel
          </Link>
        </div>
      </Form>
    </>
  );
}
