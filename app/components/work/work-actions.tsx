import { Form, Link, useNavigation } from "@remix-run/react";
import type { FormEvent } from "react";
import type { Filter } from "../../domain/filters.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import type { SnoozeOption } from "../../follow-ups/snooze-options.ts";
import { SnoozeDate } from "../hub/snooze-choices.tsx";
import { useShortcut } from "../shortcuts.tsx";

/** What to do with the contact at hand; each choice leads to the next one. */
export function WorkActions({
  followUp,
  place,
  options,
}: {
  followUp: FollowUp;
  place: { filter: Filter; skip: number };
  options: SnoozeOption[];
}) {
  const { contactName, reason, id } = followUp;
  const done = useShortcut("d");
  const snooze = useShortcut("s");
  const skip = useShortcut("j");
  const isBusy = useNavigation().state !== "idle";
  // A second press would be about the contact that the first one has just cleared.
  const ignoreWhileBusy = (event: FormEvent) => isBusy && event.preventDefault();
  const at = (skipped: number) => `/follow-ups/work?filter=${place.filter}&skip=${skipped}`;
  return (
    <section className="card stack" aria-labelledby="follow-up-heading">
      <h2 id="follow-up-heading">{reason}</h2>
      <Form method="post" action={at(place.skip)} className="work-actions" onSubmit={ignoreWhileBusy}>
        <input type="hidden" name="personIds" value={id} />
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
          <SnoozeDate key={id} options={options} label={`Another date for ${contactName}`} />
          <button className="button" name="choice" value="action=snooze&date">
            <span>
              Snooze <span className="visually-hidden">{contactName}</span> to date
            </span>
          </button>
        </span>
        <Link className="button button-quiet" to={at(place.skip + 1)} {...skip.attributes}>
          Skip {skip.hint}
        </Link>
      </Form>
    </section>
  );
}
