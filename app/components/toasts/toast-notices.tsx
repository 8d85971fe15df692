import { useEffect, useState, type ReactNode } from "react";
import { NextButton } from "../next-button.tsx";
import { failureText, type Toast, type ToastButton, type Toasts } from "./toasts.tsx";

const SHOWN_MILLISECONDS = 8_000;

/** What failed, which stays, and above it what was done last, which leaves by itself. */
export function ToastNotices({ toasts }: { toasts: Toasts }) {
  const { toast, failures, retry, closeToast, closeFailures } = toasts;
  return (
    <div className="toasts">
      {/* Each toast is an element of its own, so that the same words are told again. */}
      <div role="status">{toast && <Success key={toast.number} toast={toast} close={closeToast} />}</div>
      <div role="status">
        {failures.length > 0 && (
          <div className="toast notice notice-error">
            <Content text={failureText(failures)} close={closeFailures}>
              <ActionButton label="Retry" act={retry} />
            </Content>
          </div>
        )}
      </div>
    </div>
  );
}

/** Leaves after a while, though not under the pointer or the focus. */
function Success({ toast, close }: { toast: Toast; close: () => void }) {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    if (hovered || focused) return;
    const timer = setTimeout(close, SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [toast, hovered, focused, close]);
  return (
    // The pointer and focus only pause the timer; the controls inside are what acts.
    <div
      className="toast notice"
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <Content text={toast.text} close={close}>
        {toast.next && <NextButton label={toast.next.label} onClick={toast.next.act} />}
        {toast.undo && <ActionButton {...toast.undo} />}
      </Content>
    </div>
  );
}

function Content({ text, close, children }: { text: string; close: () => void; children: ReactNode }) {
  return (
    <>
      <p>{text}</p>
      <span className="notice-actions">
        {children}
        <button type="button" className="button button-quiet button-icon" aria-label="Dismiss" onClick={close}>
          <span aria-hidden="true">✕</span>
        </button>
      </span>
    </>
  );
}

function ActionButton({ label, act }: ToastButton) {
  return (
    <button type="button" className="button" onClick={act}>
      {label}
    </button>
  );
}
