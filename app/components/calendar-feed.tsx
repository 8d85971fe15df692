import { Form } from "@remix-run/react";
import type { CalendarView } from "../calendar/calendar-view.server.ts";
import { OrganizationField } from "./organization-field.tsx";
import { ShownOnce } from "./shown-once.tsx";

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
        <ShownOnce id="calendar-address" label="Address" value={address} note="Copy it now: it can’t be shown again." />
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
