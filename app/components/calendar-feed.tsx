import { Form } from "@remix-run/react";
import type { CalendarView } from "../calendar/calendar-view.server.ts";
import { OrganizationField } from "./organization-field.tsx";

/** The section of the account page with the address for the user's calendar program. */
export function CalendarFeed({
  calendar: { since, address },
  organization,
}: {
  calendar: CalendarView;
  organization: string;
}) {
  return (
    <Form
      method="post"
      action="/account/calendar"
      className="card stack"
      id="calendar"
      aria-labelledby="calendar-heading"
    >
      <OrganizationField />
      <h2 id="calendar-heading">Calendar</h2>
      <p>
        Your coming follow-ups in {organization}, in your calendar program: subscribe to a private address. Whoever has
        it can read their names and dates.
      </p>
      {address && (
        <div className="field">
          <label htmlFor="calendar-address">Address</label>
          <input
            className="input"
            id="calendar-address"
            readOnly
            value={address}
            onFocus={(event) => event.currentTarget.select()}
            aria-describedby="calendar-once"
          />
          <p className="muted" id="calendar-once">
            Copy it now: it can’t be shown again.
          </p>
        </div>
      )}
      {since && !address && <p className="muted">There is an address, made on {since}. A new one replaces it.</p>}
      <div className="form-actions">
        <button className={since ? "button" : "button button-primary"} name="intent" value="renew">
          {since ? "Make a new address" : "Make an address"}
        </button>
        {since && (
          <button className="button" name="intent" value="revoke">
            Turn it off
          </button>
        )}
      </div>
    </Form>
  );
}
