import { Form, Link, useLocation } from "@remix-run/react";
import { profileHref } from "../../contacts/way-back.ts";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import type { UpcomingContact, UpcomingDay } from "../../domain/upcoming.ts";
import { OrganizationField } from "../organization-field.tsx";
import { Avatar } from "./avatar.tsx";
import { DateMenu } from "./date-menu.tsx";
import { LeadQualityChip } from "./lead-quality-chip.tsx";

/** What is set for later under the day that it is for, each with a way to do it today or on another day. */
export function UpcomingDays({
  days,
  today,
  options,
}: {
  days: UpcomingDay[];
  today: CalendarDate;
  options: SnoozeOption[];
}) {
  return days.map(({ date, title, contacts }) => (
    <section key={title} className="upcoming-day" aria-labelledby={`day-${date}`}>
      <h2 id={`day-${date}`}>{title}</h2>
      <ul className="contacts">
        {contacts.map((contact) => (
          <li className="contact" key={contact.id}>
            <Avatar {...contact} />
            <div className="contact-who">
              <Link to={profileHref(contact.id)} dir="auto">
                {contact.name}
              </Link>{" "}
              <LeadQualityChip leadQuality={contact.leadQuality} />
              <p>
                <bdi>{contact.company}</bdi>
              </p>
            </div>
            <DoToday contact={contact} />
            <DateMenu contact={contact} today={today} options={options} label={date ? "Move" : undefined} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function DoToday({ contact: { id, name, nextFollowUpDate } }: { contact: UpcomingContact }) {
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action={pathname + search} preventScrollReset>
      <OrganizationField />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="seenDate" value={nextFollowUpDate} />
      <button className="button button-quiet" name="intent" value="today">
        <span>
          Do <span className="visually-hidden">{name}</span> today
        </span>
      </button>
    </Form>
  );
}
