import { mailHref } from "../../domain/contact-links.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { LEAD_QUALITY_CHOICES, leadQualityLabel } from "../../domain/lead-quality-text.ts";
import type { SnoozeOption } from "../../follow-ups/snooze-options.ts";
import { Menu } from "./menu.tsx";
import { SnoozeButtons } from "./snooze-choices.tsx";

/** What a row's menu offers. */
export interface RowMenuProps {
  followUp: FollowUp;
  /** The contact's profile. */
  href: string;
  snoozeOptions: SnoozeOption[];
  /** True where the viewer may assign contacts to others. */
  isAdmin: boolean;
}

/** Everything that can be done with one contact of the hub, in the row's menu. */
export function RowMenu({ followUp, href, snoozeOptions, isAdmin }: RowMenuProps) {
  const { id, contactName, email, phones, leadQuality } = followUp;
  const mail = mailHref(email);
  return (
    <Menu
      slot="menu"
      className="button button-quiet button-icon"
      label={`More actions for ${contactName}`}
      sign="⋯"
      title={`Actions for ${contactName}`}
    >
      <p className="popup-title" dir="auto">
        {contactName}
      </p>
      <a href={href} aria-label={`Open profile of ${contactName}`}>
        Open profile
      </a>
      {phones.map(
        ({ text, href }, place) =>
          href && (
            <a key={place} href={href} aria-label={`Call ${text}, ${contactName}`}>
              <span>Call</span> <span className="muted">{text}</span>
            </a>
          ),
      )}
      {mail && (
        <a href={mail} aria-label={`Email ${email}, ${contactName}`}>
          <span>Email</span> <span className="muted">{email}</span>
        </a>
      )}
      <a href={`${href}#log`} aria-label={`Log a note for ${contactName}`}>
        Log a note
      </a>
      {isAdmin && (
        <a href={`${href}#assignees`} aria-label={`Reassign ${contactName}`}>
          Reassign
        </a>
      )}
      <p className="menu-heading">Snooze until</p>
      <SnoozeButtons
        options={snoozeOptions}
        name="row"
        contactName={contactName}
        valueOf={(until) => new URLSearchParams({ action: "snooze", until, personIds: id }).toString()}
      />
      <a href={`${href}#follow-up`} data-pick-date={id} aria-label={`Pick a date for ${contactName}`}>
        Pick a date
      </a>
      <p className="menu-heading">Lead quality</p>
      <div className="quality-choices">
        {LEAD_QUALITY_CHOICES.map((choice) => (
          <button
            key={choice}
            formAction={`${href}/lead-quality`}
            name="leadQuality"
            value={choice ?? ""}
            data-contact={id}
            aria-pressed={choice === leadQuality}
            aria-label={`Lead quality of ${contactName}: ${leadQualityLabel(choice)}`}
          >
            {leadQualityLabel(choice)}
          </button>
        ))}
      </div>
    </Menu>
  );
}
