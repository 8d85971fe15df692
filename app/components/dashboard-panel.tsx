import { useContext, useEffect, useRef } from "react";
// Before the panel, which else defines a row that doesn't know what the server writes.
import "./served-row.ts";
import "./hydrate-panel.ts";
import "../../widgets/follow-up-panel.define.ts";
import type { ErrorDetail, OperationDetail } from "../../widgets/events.ts";
import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { actions } from "../actions/actions.ts";
import { changeLabel } from "../actions/change-follow-ups.ts";
import { followUpsApi } from "../actions/follow-ups-api.ts";
import type { Undoable } from "../actions/history.ts";
import { takeBack } from "../actions/take-back.ts";
import type { DueList } from "../domain/due-list.ts";
import { WHOLE_LIST } from "../domain/due-view.ts";
import { reasonText } from "../domain/reason-text.ts";
import { Element } from "./element.tsx";
import { AllCaughtUp } from "./hub/all-caught-up.tsx";
import { rowButtons } from "./hub/hub-row.tsx";
import { useFollowedLinks } from "./use-followed-links.ts";
import { OrganizationField } from "./organization-field.tsx";
import { RenderShadow } from "./render-shadow.ts";
import { Row } from "./row.tsx";
import type { Locale } from "../domain/locale.ts";

/** The panel with its rows as the server knows them: forms without JavaScript, the element's own rows with it. */
export function DashboardPanel({ due, organizationId }: { due: DueList; organizationId: string }) {
  const { followUps, counts, locale } = due;
  const panel = usePanel(organizationId, locale);
  const attributes = {
    organization: organizationId,
    "hub-href": "/follow-ups",
    "contact-href": "/contacts/{id}",
    count: String(counts.all),
  };
  return (
    <Element
      tag="follow-up-panel"
      elementRef={panel}
      onClick={useFollowedLinks()}
      attributes={attributes}
      shadow={useContext(RenderShadow)?.panel(attributes)}
    >
      <script
        type="application/json"
        // An escaped `<` keeps a contact's name from ending the script.
        dangerouslySetInnerHTML={{ __html: JSON.stringify(due).replaceAll("<", "\\u003c") }}
      />
      {followUps.length === 0 && <AllCaughtUp view={WHOLE_LIST} all={0} />}
      <form method="post" action="/dashboard">
        <OrganizationField />
        <ul className="rows" aria-label="Follow-ups">
          {followUps.map((followUp) => (
            <li key={followUp.id}>
              <Row followUp={followUp}>{rowButtons(followUp)}</Row>
            </li>
          ))}
        </ul>
      </form>
    </Element>
  );
}

const CHANGES = ["follow-up-done", "follow-up-snooze", "follow-up-next"] as const;

/** What the panel does is undone by the page's key too, and the other way round. */
function usePanel(organizationId: string, locale: Locale) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = panel;
    if (!current) return;
    (current as FollowUpPanel).messages = { reason: reasonText };
    const api = followUpsApi(organizationId);
    const undoables = new Map<string, Undoable>();
    const onChange = ({ type, detail: { operationId, followUp } }: CustomEvent<OperationDetail>) => {
      const label = `${followUp.contactName}, ${changeLabel(type === "follow-up-snooze" ? "snooze" : "done")}`;
      const reverse = () =>
        takeBack({ api, locale, label, operationIds: () => [operationId], ids: [followUp.contactId] });
      undoables.set(operationId, actions.remember({ reverse }));
    };
    const onUndo = ({ detail: { operationId } }: CustomEvent<OperationDetail>) => {
      const undoable = undoables.get(operationId);
      if (undoable) actions.forget(undoable);
    };
    const onError = ({ detail }: CustomEvent<ErrorDetail>) => {
      // Another tab has switched: this page is about an organization that isn't the current one any more.
      if (detail.code === "other_organization") location.reload();
    };
    const noLonger = actions.usePage({ refresh: () => (current as FollowUpPanel).refresh() });
    for (const name of CHANGES) current.addEventListener(name, onChange);
    current.addEventListener("follow-up-undo", onUndo);
    current.addEventListener("follow-up-error", onError);
    return () => {
      noLonger();
      for (const name of CHANGES) current.removeEventListener(name, onChange);
      current.removeEventListener("follow-up-undo", onUndo);
      current.removeEventListener("follow-up-error", onError);
    };
  }, [organizationId, locale]);
  return panel;
}
