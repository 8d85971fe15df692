import { Link } from "@remix-run/react";
import type { MouseEvent, ReactNode } from "react";
import type { Contact } from "../../domain/contact.ts";
import { mailHref } from "../../domain/contact-links.ts";
import { STATUS_LABELS } from "../../domain/contact-text.ts";
import type { PhonePart } from "../../domain/phone-parts.ts";
import { Icon } from "../icon.tsx";
import { goToPart } from "../use-named-part.ts";
import { Avatar } from "./avatar.tsx";
import { LeadQualityChip } from "./lead-quality-chip.tsx";

/** Who a contact is, and a button for each way to reach them; `children` is what else is known. */
export function ContactHead({
  contact,
  phones,
  lastContact,
  editHref,
  children,
}: {
  contact: Contact;
  /** The numbers of its phone, each with what calls it. */
  phones: PhonePart[];
  /** When there was contact last, in words; null where there was none. */
  lastContact: string | null;
  /** Where a number or an email can be added. */
  editHref: string;
  children?: ReactNode;
}) {
  const { name, photoUrl, company, email, leadQuality, status } = contact;
  return (
    <section className="card stack contact-head" aria-labelledby="contact-name">
      <div className="profile-name">
        <Avatar name={name} photoUrl={photoUrl} />
        <div>
          <h1 id="contact-name" dir="auto">
            {name}
          </h1>
          {company && (
            <p className="muted" dir="auto">
              {company}
            </p>
          )}
          {lastContact && <p className="muted">{lastContact}</p>}
          {(leadQuality || status !== "ACTIVE") && (
            <p className="profile-chips">
              <LeadQualityChip leadQuality={leadQuality} />
              {status !== "ACTIVE" && <span className="chip">{STATUS_LABELS[status]}</span>}
            </p>
          )}
        </div>
      </div>
      <div className="reach">
        {phones.map(({ text, href }, place) => (
          <Way key={place} icon="phone" verb="Call" where={text} href={href} />
        ))}
        {email && <Way icon="email" verb="Email" where={email} href={mailHref(email)} />}
        {phones.length === 0 && !email && (
          <p className="muted">
            No phone and no email yet. <Link to={editHref}>Add one</Link>
          </p>
        )}
        <a className="button" href="#log" onClick={goToLog}>
          <Icon name="note" /> Log what happened
        </a>
      </div>
      {children}
    </section>
  );
}

function goToLog(event: MouseEvent): void {
  // The browser's own way there would take the focus from the field again.
  event.preventDefault();
  goToPart("log");
}

/** A button where something answers to it, else what was written. */
function Way({
  icon,
  verb,
  where,
  href,
}: {
  icon: "phone" | "email";
  verb: string;
  where: string;
  href: string | null;
}) {
  if (href === null) {
    return (
      <p className="reach-text">
        <Icon name={icon} /> <bdi>{where}</bdi>
      </p>
    );
  }
  return (
    <a className="button" href={href}>
      <Icon name={icon} /> <span>{verb}</span> <bdi className="reach-where">{where}</bdi>
    </a>
  );
}
