import { Link } from "@remix-run/react";
import type { Contact } from "../../domain/contact.ts";
import { mailHref, telHref } from "../../domain/contact-links.ts";
import { STATUS_LABELS } from "../../domain/contact-text.ts";

/** What is known of a contact, with a way to edit it where `editHref` says where. */
export function ContactFacts({
  contact,
  assignees,
  editHref,
}: {
  contact: Contact;
  assignees: string[];
  editHref?: string;
}) {
  const { name, company, email, phone, status } = contact;
  return (
    <section className="card stack" id="details" aria-labelledby="facts-heading">
      <div className="page-header">
        <h2 id="facts-heading">Details</h2>
        {editHref && (
          <Link className="button" to={editHref} preventScrollReset>
            Edit <span className="visually-hidden">{name}</span>
          </Link>
        )}
      </div>
      <dl className="facts">
        <dt>Company</dt>
        <dd dir="auto">{company ?? "–"}</dd>
        <dt>Email</dt>
        <dd>{linked(email, mailHref(email))}</dd>
        <dt>Phone</dt>
        <dd>{linked(phone, telHref(phone))}</dd>
        <dt>Status</dt>
        <dd>{STATUS_LABELS[status]}</dd>
        <dt>Assigned to</dt>
        <dd dir="auto">{assignees.join(", ") || "Nobody"}</dd>
      </dl>
    </section>
  );
}

function linked(text: string | null, href: string | null) {
  return href === null ? (text ?? "–") : <a href={href}>{text}</a>;
}
