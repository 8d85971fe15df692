import { Link } from "@remix-run/react";
import { Fragment } from "react";
import type { Contact } from "../../domain/contact.ts";
import { mailHref } from "../../domain/contact-links.ts";
import { STATUS_LABELS } from "../../domain/contact-text.ts";
import type { PhonePart } from "../../domain/phone-parts.ts";

/** What is known of a contact, with a way to edit it where `editHref` says where. */
export function ContactFacts({
  contact,
  phones,
  assignees,
  editHref,
}: {
  contact: Contact;
  /** The numbers of its phone, each with what calls it. */
  phones: PhonePart[];
  assignees: string[];
  editHref?: string;
}) {
  const { name, company, email, status } = contact;
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
        <dd>
          {phones.length === 0 && "–"}
          {phones.map(({ text, href }, place) => (
            <Fragment key={place}>
              {place > 0 && ", "}
              {linked(text, href)}
            </Fragment>
          ))}
        </dd>
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
