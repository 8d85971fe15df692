import type { ReactNode } from "react";
import type { Contact } from "../../domain/contact.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { DateForm } from "./date-form.tsx";

/** When a contact is to be followed up, with the days that a snooze offers and any other date. */
export function FollowUpCard({
  contact,
  text,
  options,
  children,
}: {
  contact: Contact;
  text: string;
  options: SnoozeOption[];
  children?: ReactNode;
}) {
  return (
    <section className="card stack" id="follow-up" aria-labelledby="follow-up-heading">
      <h2 id="follow-up-heading">Follow-up</h2>
      <p>{text}</p>
      {contact.status === "ARCHIVED" && (
        <p className="notice">
          This contact is archived: it is never due, whatever its date. Set its status to active.
        </p>
      )}
      <DateForm contact={contact}>
        <span className="date-choices">
          {options.map(({ label, date, day }) => (
            <button key={date} className="button" name="set" value={date} formNoValidate>
              <span className="visually-hidden">Follow up with {contact.name}: </span>
              {label} <span className="muted">{day}</span>
            </button>
          ))}
        </span>
      </DateForm>
      {children}
    </section>
  );
}
