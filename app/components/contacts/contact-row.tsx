import { Link } from "@remix-run/react";
import type { ContactRowView } from "../../contacts/contact-page-view.ts";
import { seenDateField } from "../../contacts/seen-dates.ts";
import type { CalendarDate } from "../../domain/calendar.ts";
import { STATUS_LABELS } from "../../domain/contact-text.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { AssigneeNames } from "./assignee-names.tsx";
import { Avatar } from "./avatar.tsx";
import { DateMenu } from "./date-menu.tsx";
import { LeadQualityChip } from "./lead-quality-chip.tsx";
import { profileHref } from "../../contacts/way-back.ts";

/** The form that the rows' checkboxes belong to: a row has one of its own, and forms don't nest. */
export const BULK_FORM = "selected-contacts";

// Said in words, as browsers may forget it where the rows are drawn as a list.
const CELL = { role: "cell" };

/** One contact of the table: a checkbox for the bar, who it is, its follow-up date, and what was last. */
export function ContactRow({
  contact,
  owners,
  selected,
  today,
  options,
}: {
  contact: ContactRowView;
  /** Their names; null where it goes without saying. */
  owners: string[] | null;
  selected: boolean;
  today: CalendarDate;
  options: SnoozeOption[];
}) {
  const { id, name, company, email, leadQuality, status, nextFollowUpDate, lastNote } = contact;
  return (
    <tr role="row">
      <td {...CELL} className="contact-tick">
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
      </td>
      <th role="rowheader" scope="row" className="contact-name">
        <div className="contact-person">
          <Avatar name={name} photoUrl={contact.photoUrl} />
          <div className="contact-who">
            <Link to={profileHref(id)} dir="auto">
              {name}
            </Link>
            {email && <p>{email}</p>}
          </div>
        </div>
      </th>
      <td {...CELL} className="contact-quality">
        <LeadQualityChip leadQuality={leadQuality} />
        {status !== "ACTIVE" && <span className="chip">{STATUS_LABELS[status]}</span>}
      </td>
      <td {...CELL} className="contact-company" dir="auto">
        {company}
      </td>
      <td {...CELL} className="contact-date">
        <DateMenu contact={contact} today={today} options={options} />
      </td>
      {owners && (
        <td {...CELL} className="contact-owner">
          <AssigneeNames names={owners} />
        </td>
      )}
      <td {...CELL} className="contact-last" dir="auto">
        {lastNote && <div>{lastNote}</div>}
      </td>
    </tr>
  );
}
