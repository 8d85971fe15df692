import { Link } from "@remix-run/react";
import { shortDate } from "../../domain/date-text.ts";
import type { UpcomingDay } from "../../domain/upcoming.ts";
import { DateForm } from "./date-form.tsx";
import { LeadQualityChip } from "./lead-quality-chip.tsx";
import { useLocale } from "../locale.ts";
import { profileHref } from "../../contacts/way-back.ts";

/** What is set for later under the day that it is for, each with a way to do it today or on another day. */
export function UpcomingDays({ days }: { days: UpcomingDay[] }) {
  const locale = useLocale();
  return days.map(({ date, title, contacts }) => (
    <section key={title} className="upcoming-day" aria-labelledby={`day-${date}`}>
      <h2 id={`day-${date}`}>{title}</h2>
      <ul className="contacts">
        {contacts.map((contact) => (
          <li className="contact" key={contact.id}>
            <div className="contact-who">
              <Link to={profileHref(contact.id)} dir="auto">
                {contact.name}
              </Link>{" "}
              <LeadQualityChip leadQuality={contact.leadQuality} />
              <p>
                {date === null && `${shortDate(contact.nextFollowUpDate, locale)} `}
                {date === null && contact.company && "· "}
                <bdi>{contact.company}</bdi>
              </p>
            </div>
            <DateForm contact={contact}>
              <button className="button" name="intent" value="today" formNoValidate>
                <span>
                  Do <span className="visually-hidden">{contact.name}</span> today
                </span>
              </button>
            </DateForm>
          </li>
        ))}
      </ul>
    </section>
  ));
}
