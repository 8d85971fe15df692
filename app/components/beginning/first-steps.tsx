import { Form, Link } from "@remix-run/react";
import type { RefObject } from "react";
import { OrganizationField } from "../organization-field.tsx";

/** What somebody without contacts can do first: bring them in, add one, or look around with made-up ones. */
export function FirstSteps({ isAdmin, heading }: { isAdmin: boolean; heading?: RefObject<HTMLHeadingElement> }) {
  return (
    <section className="card empty first-steps">
      <h2 ref={heading} tabIndex={-1}>
        No contacts yet
      </h2>
      <p className="muted">
        {isAdmin
          ? "Import the people you follow up with, or add the first one. Whoever is due is listed under Follow-ups."
          : "Add somebody to follow up with, or ask an admin of your organization to assign contacts to you."}
      </p>
      <div className="form-actions">
        {isAdmin && (
          <Link className="button button-primary" to="/import">
            Import contacts
          </Link>
        )}
        <Link className={isAdmin ? "button" : "button button-primary"} to="/new-contact">
          Add contact
        </Link>
      </div>
      {isAdmin && (
        <Form method="post" action="/sample-data" className="first-steps-samples">
          <OrganizationField />
          <p className="muted">Just looking around? Try a dozen made-up contacts, and remove them when you are done.</p>
          <button className="button" name="intent" value="add">
            Add sample data
          </button>
        </Form>
      )}
    </section>
  );
}
