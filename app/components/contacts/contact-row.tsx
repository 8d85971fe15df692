import { Link } from "@remix-run/react";
import { seenDateField } from "../../contacts/seen-dates.ts";
import type { ListedContact } from "../../database.server.ts";
import { STATUS_LABELS } from "../../domain/contact-text.ts";
import { DateForm } from "./date-form.tsx";
import { LeadQualityChip } from "./lead-quality-chip.tsx";

/** The form that the rows' checkboxes belong to: a row has one of its own, and forms don't nest. */
export const BULK_FORM = "selected-contacts";

/** One contact of the list: a checkbox for the bar, who it is, and its follow-up date. */
export function ContactRow({
  contact,
  assignees,
  selected,
}: {
  contact: ListedContact;
  /** Their names; null where it goes without saying. */
  assignees: string[] | null;
  selected: boolean;
}) {
  const { id, name, company, email, leadQuality, status, nextFollowUpDate } = contact;
  return (
    <li className="contact">
      <label className="tick">
        <input
          type="checkbox"
          name="contactIds"
          value={id}
          form={BULK_FORM}
          defaultChecked={selected}
          aria-label={`Select ${name}`}
        />
        <input type="hidden" name={seenDateField(id)} value={nextFollowUpDate ?? ""} form={BULK_FORM} />
      </label>
      <div className="contact-who">
        <Link to={`/contacts/${encodeURIComponent(id)}`} dir="auto">
          {name}
        </Link>{" "}
        <LeadQualityChip leadQuality={leadQuality} />{" "}
        {status !== "ACTIVE" && <span className="chip">{STATUS_LABELS[status]}</span>}
        <p>
          {[company, email].filter(Boolean).map((text, index) => (
            <span key={index}>
              {index > 0 && " · "}
              <bdi>{text}</bdi>
            </span>
          ))}
        </p>
        {assignees && (
          <p>
            {assignees.length > 0 ? "Assigned to " : "Assigned to nobody"}
            <bdi>{assignees.join(", ")}</bdi>
          </p>
        )}
      </div>
      <DateForm contact={contact} />
    </li>
  );
}
