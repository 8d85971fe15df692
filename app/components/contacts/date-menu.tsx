import { Form, useLocation } from "@remix-run/react";
import type { SyntheticEvent } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { Contact } from "../../domain/contact.ts";
import { dateInList } from "../../domain/date-text.ts";
import { isDue, overdueDays } from "../../domain/follow-up.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { OrganizationField } from "../organization-field.tsx";
import { DateInput } from "./date-input.tsx";
import { useLocale } from "../locale.ts";

/** A contact's follow-up date as text, which opens the days that a snooze offers, a field for any other, and none. */
export function DateMenu({
  contact,
  today,
  options,
  label,
}: {
  contact: Contact;
  today: CalendarDate;
  options: SnoozeOption[];
  /** What is shown in place of the date, where that stands above. */
  label?: string | undefined;
}) {
  const locale = useLocale();
  const { pathname, search } = useLocation();
  const { id, name, nextFollowUpDate: date } = contact;
  const whom = (
    <span className="visually-hidden">
      Follow up with <bdi>{name}</bdi>:{" "}
    </span>
  );
  return (
    <details className="menu date-menu" name="row-menu" onToggle={showWhole}>
      <summary>
        <span className="visually-hidden">
          Follow-up of <bdi>{name}</bdi>:{" "}
        </span>
        {date === null ? (
          <span className="muted">Set date</span>
        ) : (
          (label ?? <time dateTime={date}>{dateInList(date, today, locale)}</time>)
        )}
        <DueText contact={contact} today={today} />
      </summary>
      <Form method="post" action={pathname + search} className="menu-items" preventScrollReset>
        <OrganizationField />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="seenDate" value={date ?? ""} />
        {/* Enter in the field presses the first button there is. */}
        <button name="intent" value="set" hidden />
        <p className="menu-heading">
          Follow up with <bdi>{name}</bdi>
        </p>
        {options.map(({ label, date, day }) => (
          <button key={date} name="set" value={date} formNoValidate>
            <span>
              {whom}
              {label}
            </span>
            <span className="muted">{day}</span>
          </button>
        ))}
        {date !== null && (
          <button name="intent" value="clear" formNoValidate>
            <span>{whom}No date</span>
          </button>
        )}
        <div className="menu-date">
          <DateInput name={name} date={date} />
          <button className="button" name="intent" value="set" aria-label={`Set date for ${name}`}>
            Set date
          </button>
        </div>
      </Form>
    </details>
  );
}

/** Scrolls as far as the choices need that have just been opened at the window's foot. */
function showWhole({ currentTarget }: SyntheticEvent<HTMLDetailsElement>): void {
  if (currentTarget.open) currentTarget.querySelector("form")?.scrollIntoView({ block: "nearest" });
}

/** How late a follow-up is, or that it is for today. */
function DueText({ contact, today }: { contact: Contact; today: CalendarDate }) {
  const locale = useLocale();
  if (!isDue(contact, today)) return null;
  const days = overdueDays(contact.nextFollowUpDate, today);
  if (days === 0) return <small>Due today</small>;
  return (
    <small className="overdue">
      {days.toLocaleString(locale)} {days === 1 ? "day" : "days"} overdue
    </small>
  );
}
