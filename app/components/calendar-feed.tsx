import { useFetcher } from "@remix-run/react";
import type { CalendarView } from "../calendar/calendar-view.server.ts";
import { isUnsent } from "../send-or-keep.ts";
import { FormKey } from "./form-key.tsx";
import { OrganizationField } from "./organization-field.tsx";
import { ShownOnce } from "./shown-once.tsx";
import { UnsentNotice } from "./unsent-notice.tsx";

/** The section of the account page with the address for the user's calendar program. */
export function CalendarFeed({
  calendar: { since, address },
  formKey,
  organization,
}: {
  calendar: CalendarView;
  formKey: string;
  organization: string;
}) {
  const sending = useFetcher();
  return (
    <sending.Form
      method="post"
      action="/account/calendar"
      className="card stack"
      id="calendar"
      aria-labelledby="calendar-heading"
    >
      <OrganizationField />
      {/* An address that was made, or its end, begins the form anew. */}
      <FormKey key={`${since} ${address}`} formKey={formKey} />
      <h2 id="calendar-heading">Calendar</h2>
      <p>
        See your upcoming follow-ups in {organization} in your calendar: subscribe to a private address. Anyone who has
        it can read their names and dates.
      </p>
      {isUnsent(sending.data) && <UnsentNotice unsent={sending.data} />}
      {address && (
        <ShownOnce id="calendar-address" label="Address" value={address} note="Copy it now: it is shown only once." />
      )}
      {since && !address && <p className="muted">Address created on {since}. A new one replaces it.</p>}
      <div className="form-actions">
        <button className={since ? "button" : "button button-primary"} name="intent" value="renew">
          {since ? "Create new address" : "Create address"}
        </button>
        {since && (
          <button className="button" name="intent" value="revoke">
            Turn off
          </button>
        )}
      </div>
    </sending.Form>
  );
}
