import { useEffect, useState } from "react";
import { NextButton } from "../next-button.tsx";
import type { Toast } from "./use-hub.ts";

const SHOWN_MILLISECONDS = 8_000;

/** The last action's outcome; a success leaves by itself, though not under the pointer or the focus. */
export function ToastNotice({ toast, close }: { toast: Toast | null; close: () => void }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!toast || held || toast.tone === "error") return;
    const timer = setTimeout(close, SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [toast, held, close]);
  return (
    <div role="status">
      {toast && (
        // The pointer and focus only pause the timer; the controls inside are what acts.
        <div
          className={`toast notice ${toast.tone === "error" ? "notice-error" : ""}`}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <p>{toast.text}</p>
          <span className="notice-actions">
            {toast.next && <NextButton label={toast.next.label} onClick={toast.next.act} />}
            {toast.button && (
              <button type="button" className="button" onClick={toast.button.act}>
                {toast.button.label}
              </button>
            )}
            <button type="button" className="button button-quiet button-icon" aria-label="Dismiss" onClick={close}>
              <span aria-hidden="true">✕</span>
            </button>
          </span>
        </div>
      )}
    </div>
  );
}
