import { Form, useLocation } from "@remix-run/react";
import { useContext, useEffect, useRef, type FormEvent } from "react";
import { actions } from "../actions/actions.ts";
import { followUpsApi } from "../actions/follow-ups-api.ts";
import type { Undoable } from "../actions/history.ts";
import { setLeadQuality } from "../actions/set-lead-quality.ts";
import { takeBack } from "../actions/take-back.ts";
import type { Message } from "../message.server.ts";
import { NextButton } from "./next-button.tsx";
import { OrganizationField, PageOrganization } from "./organization-field.tsx";
import { useScripted } from "./shortcuts.tsx";
import { useLocale } from "./locale.ts";
import type { Locale } from "../domain/locale.ts";
import { profileHref } from "../contacts/way-back.ts";

/** What the last form did, with Undo where it can be taken back: by a form of its own, and by the undo key. */
export function MessageNotice({ message }: { message: Message }) {
  const { pathname, search } = useLocation();
  const { operationId, leadQualityBefore: before } = message;
  const operationIds = operationIdsOf(message);
  const undoKey = useUndo(message);
  // Who is back is told by the next page, in words that the undo of a date has not.
  const undo = message.undoes === "removal" ? undefined : undoKey;
  return (
    <div className={message.tone === "error" ? "notice notice-error" : "notice"} role="status">
      <p>{message.text}</p>
      {(operationId || before) && (
        <Form
          method="post"
          onSubmit={undo}
          preventScrollReset
          action={before ? profileHref(before.contactId, { part: "lead-quality" }) : "/follow-ups/undo"}
          className="notice-actions"
        >
          <OrganizationField />
          <input type="hidden" name="redirectTo" value={pathname + search} />
          {operationIds.map((id) => (
            <input key={id} type="hidden" name="operationId" value={id} />
          ))}
          {before && <input type="hidden" name="leadQuality" value={before.leadQuality ?? ""} />}
          {before && <input type="hidden" name="from" value={before.now ?? ""} />}
          {message.isLater && <input type="hidden" name="later" value="true" />}
          {message.next && <NextButton label={message.next} formAction="/follow-ups/next" />}
          {message.activates && (
            <button className="button button-primary" formAction="/follow-ups/activate">
              Make active
            </button>
          )}
          <UndoButton hasKey={undo !== undefined} />
        </Form>
      )}
    </div>
  );
}

/** Has the undo key take back what the message tells, on later pages too; returns what its form does where scripts run. */
function useUndo(message: Message): (event: FormEvent) => void {
  const organizationId = useContext(PageOrganization);
  const locale = useLocale();
  const remembered = useRef<{ message: Message; undoable: Undoable } | null>(null);
  useEffect(() => {
    const { operationId, leadQualityBefore } = message;
    if ((!operationId && !leadQualityBefore) || message.undoes || remembered.current?.message === message) return;
    // What it told of came before this.
    actions.closeToast();
    remembered.current = {
      message,
      undoable: actions.remember({ reverse: () => reverseOf(message, organizationId, locale) }),
    };
  }, [message, organizationId, locale]);
  return (event) => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (!remembered.current || submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    actions.undo(remembered.current.undoable);
  };
}

/** The action that takes back what a message tells. */
function reverseOf(message: Message, organizationId: string, locale: Locale) {
  const api = followUpsApi(organizationId);
  const ids = operationIdsOf(message);
  if (!message.leadQualityBefore) {
    const subjects = ids.map((id) => `operation ${id}`);
    return takeBack({ api, locale, label: message.text, operationIds: () => ids, subjects, total: message.count ?? 1 });
  }
  const { contactId: id, contactName, leadQuality, now } = message.leadQualityBefore;
  return setLeadQuality({ api, contact: { id, contactName, leadQuality: now }, leadQuality }, { isReverse: true });
}

function operationIdsOf({ operationId, moreOperationIds = [] }: Message): string[] {
  return operationId ? [operationId, ...moreOperationIds] : [];
}

function UndoButton({ hasKey }: { hasKey: boolean }) {
  const isScripted = useScripted() && hasKey;
  return (
    <button className="button" {...(isScripted && { "aria-keyshortcuts": "z" })}>
      Undo{" "}
      {isScripted && (
        <kbd className="key-hint" aria-hidden="true">
          z
        </kbd>
      )}
    </button>
  );
}
