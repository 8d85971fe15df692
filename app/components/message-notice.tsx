import { useLocation } from "@remix-run/react";
import type { Message } from "../message.server.ts";
import { NextButton } from "./next-button.tsx";
import { useShortcut } from "./shortcuts.tsx";
import { OrganizationField } from "./organization-field.tsx";

/** What the last form did, with Undo where it can be taken back. */
export function MessageNotice({ message }: { message: Message }) {
  const { pathname, search } = useLocation();
  const { operationId, leadQualityBefore: before } = message;
  return (
    <div className={message.tone === "error" ? "notice notice-error" : "notice"} role="status">
      <p>{message.text}</p>
      {(operationId || before) && (
        <form
          method="post"
          action={before ? `/contacts/${encodeURIComponent(before.contactId)}/lead-quality` : "/follow-ups/undo"}
          className="notice-actions"
        >
          <OrganizationField />
          <input type="hidden" name="redirectTo" value={pathname + search} />
          {operationId && <input type="hidden" name="operationId" value={operationId} />}
          {before && <input type="hidden" name="leadQuality" value={before.leadQuality ?? ""} />}
          {message.next && <NextButton label={message.next} formAction="/follow-ups/next" />}
          <UndoButton />
        </form>
      )}
    </div>
  );
}

function UndoButton() {
  const { attributes, hint } = useShortcut("z");
  return (
    <button className="button" {...attributes}>
      Undo {hint}
    </button>
  );
}
