import { useEffect, useRef } from "react";
import type { ErrorDetail, OperationDetail } from "../../widgets/events.ts";
import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { rowAttributes } from "../../widgets/row-attributes.ts";
import type { CalendarDate } from "../domain/calendar.ts";
import type { Counts, FollowUp } from "../domain/follow-up.ts";
import { Element } from "./element.tsx";
import { AllCaughtUp } from "./hub/all-caught-up.tsx";
import { RowButtons } from "./hub/hub-row.tsx";
import { useToasts, type Undoable } from "./toasts/toasts.tsx";
import { useOperationUndo } from "./toasts/use-operation-undo.ts";
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
  const panel = usePanel(organizationId);
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

const CHANGES = ["follow-up-done", "follow-up-snooze", "follow-up-next"] as const;

/** What the panel does is undone by the page's key too, and the other way round. */
function usePanel(organizationId: string) {
  const panel = useRef<HTMLElement>(null);
  const undoOf = useOperationUndo(organizationId);
  const { remember, forget, refreshBy } = useToasts();
  useEffect(() => {
    const { current } = panel;
    if (!current) return;
    const remembered = new Map<string, Undoable>();
    const onChange = ({ detail: { operationId } }: CustomEvent<OperationDetail>) =>
      remembered.set(operationId, remember(undoOf(operationId)));
    const onUndo = ({ detail: { operationId } }: CustomEvent<OperationDetail>) => {
      const undoable = remembered.get(operationId);
      if (undoable) forget(undoable);
    };
    const onError = ({ detail }: CustomEvent<ErrorDetail>) => {
      // Another tab has switched: this page is about an organization that isn't the current one any more.
      if (detail.code === "other_organization") location.reload();
    };
    const noLonger = refreshBy(() => (current as FollowUpPanel).refresh());
    for (const name of CHANGES) current.addEventListener(name, onChange);
    current.addEventListener("follow-up-undo", onUndo);
    current.addEventListener("follow-up-error", onError);
    return () => {
      noLonger();
      for (const name of CHANGES) current.removeEventListener(name, onChange);
      current.removeEventListener("follow-up-undo", onUndo);
      current.removeEventListener("follow-up-error", onError);
    };
  }, [undoOf, remember, forget, refreshBy]);
  return panel;
}
