import { useCallback, useState } from "react";

/** Something to press beside a message. */
export interface ToastButton {
  label: string;
  act: () => void;
}

/** What the last action did, with a way to go on from it, and to take it back. */
export interface Toast {
  text: string;
  /** Sets the next dates by cadence. */
  next?: ToastButton;
  undo?: ToastButton;
}

/** An action that failed: what that means, why, and how to try it again. */
export interface Failure {
  text: string;
  reason: string;
  retry: () => unknown;
}

/** The last action's outcome, and apart from it every failure that waits to be tried again. */
export function useToasts() {
  const [toast, setToast] = useState<(Toast & { number: number }) | null>(null);
  const [failures, setFailures] = useState<Failure[]>([]);
  const fail = useCallback((failure: Failure) => setFailures((earlier) => [...earlier, failure]), []);
  const tell = useCallback(
    (told: Toast) => setToast((earlier) => ({ ...told, number: (earlier?.number ?? 0) + 1 })),
    [],
  );
  const closeToast = useCallback(() => setToast(null), []);
  const closeFailures = useCallback(() => setFailures([]), []);
  const retry = () => {
    setFailures([]);
    for (const failure of failures) failure.retry();
  };
  return { toast, failures, tell, fail, closeToast, closeFailures, retry };
}

/** What `useToasts` returns. */
export type Toasts = ReturnType<typeof useToasts>;

/** One sentence for all failures: a lost connection fails many actions for one reason. */
export function failureText(failures: readonly Failure[]): string {
  const [last] = failures.slice(-1);
  if (!last) return "";
  const text = failures.length === 1 ? last.text : `${failures.length} changes may not have been saved.`;
  return `${text} ${last.reason}`;
}
