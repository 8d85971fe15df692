import { useLocation } from "@remix-run/react";
import type { Message } from "../message.server.ts";
import { NextButton } from "./next-button.tsx";

/** What the last form did, with Undo where it can be taken back. */
export function MessageNotice({ message }: { message: Message }) {
  const { pathname, search } = useLocation();
  return (
    <div className={message.tone === "error" ? "notice notice-error" : "notice"} role="status">
      <p>{message.text}</p>
      {message.operationId && (
        <form method="post" action="/follow-ups/undo" className="notice-actions">
          <input type="hidden" name="operationId" value={message.operationId} />
          <input type="hidden" name="redirectTo" value={pathname + search} />
          {message.next && <NextButton label={message.next} formAction="/follow-ups/next" />}
          <button className="button">Undo</button>
        </form>
      )}
    </div>
  );
}
