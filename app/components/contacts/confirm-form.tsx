import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { OrganizationField } from "../organization-field.tsx";
import { profileHref } from "../../contacts/way-back.ts";

/** Asks whether something is to be done to a contact, and says what that means. */
export function ConfirmForm({
  verb,
  contact: { id, name },
  from,
  label,
  children,
}: {
  /** Such as `Delete`. */
  verb: string;
  contact: { id: string; name: string };
  /** The list that the profile was opened from; null where that isn't known. */
  from: string | null;
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
          <button className="button button-danger">{label}</button>
          <Link className="button button-quiet" to={profileHref(id, { from })}>
            Cancel
          </Link>
        </div>
      </Form>
    </>
  );
}
