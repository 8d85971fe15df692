import { Form, Link } from "@remix-run/react";
import type { Filter } from "../domain/filters.ts";
import type { FollowUp } from "../domain/follow-up.ts";
import type { SnoozeOption } from "../follow-ups/snooze-options.ts";

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
  const { id, contactName, reason } = followUp;
  const at = (skip: number) => `/follow-ups/work?filter=${place.filter}&skip=${skip}`;
  return (
    <section className="card stack" aria-labelledby="follow-up-heading">
      <h2 id="follow-up-heading">{reason}</h2>
      <Form method="post" action={at(place.skip)} className="work-actions">
        <input type="hidden" name="personIds" value={id} />
        <button className="button button-primary" name="action" value="done">
          <span>
            Mark <span className="visually-hidden">{contactName}</span> done
          </span>
        </button>
        {options.map(({ label, date, day }) => (
          <button
            key={date}
            className="button"
            name="choice"
            value={new URLSearchParams({ action: "snooze", until: date }).toString()}
          >
            <span className="visually-hidden">Snooze {contactName}: </span>
            {label} <span className="muted">{day}</span>
          </button>
        ))}
        <Link className="button button-quiet" to={at(place.skip + 1)}>
          Skip
        </Link>
      </Form>
    </section>
  );
}
