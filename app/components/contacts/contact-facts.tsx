import { Link } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Contact } from "../../domain/contact.ts";
import { STATUS_LABELS } from "../../domain/contact-text.ts";
import { AssigneeNames } from "./assignee-names.tsx";
import { QualityForm } from "./quality-form.tsx";

/** What is known of a contact beyond its head, and the way to edit it all. */
export function ContactFacts({
  contact,
  here,
  editHref,
  assignees,
  wasEdited,
}: {
  contact: Contact;
  here: string;
  editHref: string;
  /** Their names, where they aren't shown with what changes them. */
  assignees: string[] | null;
  /** True where the form that stood here has just been left. */
  wasEdited: boolean;
}) {
  const { name, status } = contact;
  const edit = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (wasEdited) edit.current?.focus();
  }, [wasEdited]);
  return (
    <section className="card stack" id="details" aria-labelledby="facts-heading">
      <div className="page-header">
        <h2 id="facts-heading">Details</h2>
        <Link className="button" to={editHref} preventScrollReset ref={edit}>
          Edit <span className="visually-hidden">{name}</span>
        </Link>
      </div>
      <QualityForm contact={contact} here={here} />
      <dl className="facts">
        <dt>Status</dt>
        <dd>{STATUS_LABELS[status]}</dd>
        {assignees && (
          <>
            <dt>Assigned to</dt>
            <dd>
              <AssigneeNames names={assignees} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
