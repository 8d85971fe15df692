import type { Contact, Status } from "../../domain/contact.ts";

const STATUS_LABELS: Record<Status, string> = { ACTIVE: "Active", INACTIVE: "Inactive", ARCHIVED: "Archived" };

/** What is known of a contact. */
export function ContactFacts({ contact, assignees }: { contact: Contact; assignees: string[] }) {
  const { company, email, phone, status } = contact;
  return (
    <section className="card stack" aria-labelledby="facts-heading">
      <h2 id="facts-heading">Details</h2>
      <dl className="facts">
        <dt>Company</dt>
        <dd>{company ?? "–"}</dd>
        <dt>Email</dt>
        <dd>{email ? <a href={`mailto:${email}`}>{email}</a> : "–"}</dd>
        <dt>Phone</dt>
        <dd>{phone ? <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a> : "–"}</dd>
        <dt>Status</dt>
        <dd>{STATUS_LABELS[status]}</dd>
        <dt>Assigned to</dt>
        <dd>{assignees.join(", ") || "Nobody"}</dd>
      </dl>
    </section>
  );
}
