import { useEffect, useRef } from "react";
import type { ErrorDetail } from "../../widgets/events.ts";
import { rowAttributes } from "../../widgets/row-attributes.ts";
import type { CalendarDate } from "../domain/calendar.ts";
import type { Counts, FollowUp } from "../domain/follow-up.ts";
import { Element } from "./element.tsx";
import { AllCaughtUp } from "./hub/all-caught-up.tsx";
import { RowButtons } from "./hub/hub-row.tsx";
import { useFollowedLinks } from "./use-followed-links.ts";
import { OrganizationField } from "./organization-field.tsx";

/** What the API answers a panel, ready before it asks. */
interface Due {
  followUps: FollowUp[];
  counts: Counts;
  today: CalendarDate;
  nextMidnight: number;
}

/** The panel with its rows as the server knows them: forms without JavaScript, the element's own rows with it. */
export function DashboardPanel({ due, organizationId }: { due: Due; organizationId: string }) {
  const { followUps, counts } = due;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const onError = ({ detail }: CustomEvent<ErrorDetail>) => {
      // Another tab has switched: this page is about an organization that isn't the current one any more.
      if (detail.status === 409) location.reload();
    };
    const { current } = panel;
    current?.addEventListener("follow-up-error", onError);
    return () => current?.removeEventListener("follow-up-error", onError);
  }, []);
  return (
    <Element
      tag="follow-up-panel"
      elementRef={panel}
      onClick={useFollowedLinks()}
      attributes={{
        organization: organizationId,
        "hub-href": "/follow-ups",
        "contact-href": "/contacts/{id}",
        count: String(counts.all),
      }}
    >
      <script
        type="application/json"
        // An escaped `<` keeps a contact's name from ending the script.
        dangerouslySetInnerHTML={{ __html: JSON.stringify(due).replaceAll("<", "\\u003c") }}
      />
      {followUps.length === 0 && <AllCaughtUp filter="all" all={0} />}
      <form method="post" action="/dashboard">
        <OrganizationField />
        <ul className="rows" aria-label="Follow-ups">
          {followUps.map((followUp) => (
            <li key={followUp.id}>
              <Element
                tag="follow-up-row"
                attributes={rowAttributes(followUp, `/contacts/${encodeURIComponent(followUp.id)}`)}
              >
                <RowButtons followUp={followUp} />
              </Element>
            </li>
          ))}
        </ul>
      </form>
    </Element>
  );
}
