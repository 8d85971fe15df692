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
export function DashboardPanel({ due }: { due: Due }) {
  const { followUps, counts } = due;
  return (
    <Element
      tag="follow-up-panel"
      onClick={useFollowedLinks()}
      attributes={{ "hub-href": "/follow-ups", "contact-href": "/contacts/{id}", count: String(counts.all) }}
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
