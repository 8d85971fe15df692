import { useRevalidator } from "@remix-run/react";
import { Icon } from "../icon.tsx";
import { useEffect, useState, type ReactNode } from "react";
import { actions } from "../../actions/actions.ts";
import { failureText, type NoticeButton, type Progress, type Toast } from "../../actions/history.ts";
import { NextButton } from "../next-button.tsx";
import { useNotices } from "./use-toasts.ts";
import { useLocale } from "../locale.ts";

const SHOWN_MILLISECONDS = 8_000;

/** What failed, which stays, and above it what was done last, which leaves by itself; on every page. */
export function ToastNotices() {
  const { toast, failures, progress } = useNotices();
  const { revalidate } = useRevalidator();
  useEffect(
    () =>
      actions.usePage(
        // Out of reach, the whole page would give way to one that says so.
        { refresh: async (isReached) => void (isReached && revalidate()) },
        { isAround: true },
      ),
    [revalidate],
  );
  return (
    <div className="toasts">
      {progress.map((each, index) => each.isUndo && <UndoProgress key={index} progress={each} />)}
      {/* Each toast is an element of its own, so that the same words are told again. */}
      <div role="status">{toast && <Success key={toast.number} toast={toast} close={actions.closeToast} />}</div>
      <div role="status">
        {failures.length > 0 && (
          <div className="toast notice notice-error">
            <Content text={failureText(failures)} close={actions.closeFailures}>
              <ActionButton label="Retry" act={actions.retry} />
            </Content>
          </div>
        )}
      </div>
    </div>
  );
}

/** How far an undo of many has come, and what stops it. */
function UndoProgress({ progress: { done, total, stop } }: { progress: Progress }) {
  const locale = useLocale();
  return (
    <div className="toast notice">
      <label className="toast-progress">
        Putting back {done.toLocaleString(locale)} of {total.toLocaleString(locale)}
        <progress value={done} max={total} />
      </label>
      <ActionButton label="Stop" act={stop} />
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
          <Icon name="close" />
        </button>
      </span>
    </>
  );
}

function ActionButton({ label, act }: NoticeButton) {
  return (
    <button type="button" className="button" onClick={act}>
      {label}
    </button>
  );
}
