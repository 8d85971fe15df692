import { Form, useLocation } from "@remix-run/react";
import { useContext, useEffect, useRef, type FormEvent } from "react";
import type { Message } from "../message.server.ts";
import { NextButton } from "./next-button.tsx";
import { useShortcut } from "./shortcuts.tsx";
import { OrganizationField, PageOrganization } from "./organization-field.tsx";
import { useToasts, type Undoable } from "./toasts/toasts.tsx";
import { useOperationUndo } from "./toasts/use-operation-undo.ts";

/** What the last form did, with Undo where it can be taken back. */
export function MessageNotice({ message }: { message: Message }) {
  const { pathname, search } = useLocation();
  const { operationId, leadQualityBefore: before } = message;
  const undone = useUndoable(operationId);
  return (
    <div className={message.tone === "error" ? "notice notice-error" : "notice"} role="status">
      <p>{message.text}</p>
      {(operationId || before) && (
        <Form
          method="post"
          onSubmit={undone}
          preventScrollReset
          action={before ? `/contacts/${encodeURIComponent(before.contactId)}/lead-quality` : "/follow-ups/undo"}
          className="notice-actions"
        >
          <OrganizationField />
          <input type="hidden" name="redirectTo" value={pathname + search} />
          {operationId && <input type="hidden" name="operationId" value={operationId} />}
          {before && <input type="hidden" name="leadQuality" value={before.leadQuality ?? ""} />}
          {before && <input type="hidden" name="from" value={before.now ?? ""} />}
          {message.next && <NextButton label={message.next} formAction="/follow-ups/next" />}
          <UndoButton />
        </Form>
      )}
    </div>
  );
}

/** Has the undo key take back the message's operation on later pages too; returns what hears that its form does so. */
function useUndoable(operationId: string | undefined): (event: FormEvent) => void {
  const undoOf = useOperationUndo(useContext(PageOrganization));
  const { remember, forget, closeToast } = useToasts();
  const remembered = useRef<{ operationId: string; undoable: Undoable } | null>(null);
  useEffect(() => {
    if (!operationId || remembered.current?.operationId === operationId) return;
    // What it told of came before this.
    closeToast();
    remembered.current = { operationId, undoable: remember(undoOf(operationId)) };
  }, [operationId, undoOf, remember, closeToast]);
  return ({ nativeEvent }) => {
    const { submitter } = nativeEvent as SubmitEvent;
    if (remembered.current && !submitter?.hasAttribute("formaction")) forget(remembered.current.undoable);
  };
}

function UndoButton() {
  const { attributes, hint } = useShortcut("z");
  return (
    <button className="button" {...attributes}>
      Undo {hint}
    </button>
  );
}
