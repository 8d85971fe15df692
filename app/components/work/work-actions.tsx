import { Form, Link, useNavigation } from "@remix-run/react";
import type { FormEvent, MouseEvent } from "react";
import { longDate } from "../../domain/date-text.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { workHref, type WorkPlace } from "../../domain/work-place.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { SnoozeDate } from "../hub/snooze-choices.tsx";
import { OrganizationField } from "../organization-field.tsx";
import { useShortcut } from "../shortcuts.tsx";

/** What to do with the contact at hand; each choice leads to the next one. */
export function WorkActions({
  followUp,
  place,
  options,
  hasBadDate,
}: {
  followUp: FollowUp;
  place: WorkPlace;
  options: SnoozeOption[];
  /** True where a snooze to a date was asked for, and the date can't be snoozed to. */
  hasBadDate: boolean;
}) {
  const { contactName, reason, id, nextFollowUpDate } = followUp;
  const done = useShortcut("d");
  const snooze = useShortcut("s");
  const skip = useShortcut("j");
  const isBusy = useNavigation().state !== "idle";
  const goOn = (event: FormEvent | MouseEvent) => {
    // A second press would be about the contact that the first one has just cleared.
    if (isBusy || !mayLeaveNote()) event.preventDefault();
  };
  return (
    <section className="card stack" aria-labelledby="follow-up-heading">
      <div>
        <h2 id="follow-up-heading">{reason}</h2>
        <p className="muted">Due {longDate(nextFollowUpDate)}</p>
      </div>
      <Form method="post" action={workHref(place)} className="work-actions" aria-busy={isBusy} onSubmit={goOn}>
        <input type="hidden" name="personIds" value={id} />
        <OrganizationField />
        <button className="button button-primary" name="action" value="done" {...done.attributes}>
          <span>
            Mark <span className="visually-hidden">{contactName}</span> done
          </span>
          {done.hint}
        </button>
        {options.map(({ label, date, day, isUsual }) => (
          <button
            key={date}
            className="button"
            name="choice"
            value={new URLSearchParams({ action: "snooze", until: date }).toString()}
            {...(isUsual && snooze.attributes)}
          >
            <span className="visually-hidden">Snooze {contactName}: </span>
            {label} <span className="muted">{day}</span>
            {isUsual && snooze.hint}
          </button>
        ))}
        <span className="work-date">
          {/* What was chosen for one contact is not kept for the next one. */}
          <SnoozeDate key={id} options={options} label={`Another date for ${contactName}`} isBad={hasBadDate} />
          <button className="button" name="choice" value="action=snooze&date">
            <span>
              Snooze <span className="visually-hidden">{contactName}</span> to date
            </span>
          </button>
        </span>
        <Link
          className="button button-quiet"
          to={workHref({ ...place, skipped: [...place.skipped, id] })}
          onClick={goOn}
          {...skip.attributes}
        >
          Skip {skip.hint}
        </Link>
      </Form>
    </section>
  );
}

/** Asks where a note was typed and not added: it would be gone with its contact. */
function mayLeaveNote(): boolean {
  const note = document.querySelector<HTMLTextAreaElement>("#log textarea");
  return !note?.value.trim() || window.confirm("The note isn't added to the timeline yet. Go on without it?");
}
