import { useRevalidator } from "@remix-run/react";
import { createContext, useContext, useMemo, useRef, useState, type ReactNode } from "react";
import { ToastNotices } from "./toast-notices.tsx";

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

/** Takes one thing back that was done. */
export type Undoable = () => Promise<void>;

/** What was done on the pages lately: the last outcome, every failure that waits to be tried again, and what can be undone. */
export interface Toasts {
  toast: (Toast & { number: number }) | null;
  failures: readonly Failure[];
  tell(toast: Toast): void;
  fail(failure: Failure): void;
  /** Drops a failure that is settled in another way. */
  withdraw(failure: Failure | null): void;
  closeToast(): void;
  closeFailures(): void;
  /** Tries again all that failed. */
  retry(): void;
  remember(undoable: Undoable): Undoable;
  forget(undoable: Undoable): void;
  isRemembered(undoable: Undoable): boolean;
  /** Takes one back, the last one where it isn't said which; false where there is none. */
  undo(undoable?: Undoable): boolean;
  /** Brings the page at hand up to date with what has changed. */
  refresh(): Promise<void>;
  /** Has the page at hand brought up to date by `refresh`; returns what ends that. */
  refreshBy(refresh: () => Promise<void>): () => void;
}

const ToastsContext = createContext<Toasts | null>(null);

/** Keeps above all pages what was done and what failed, so that neither Undo nor Retry is lost by leaving one. */
export function ToastsProvider({ children }: { children: ReactNode }) {
  const toasts = useToastState();
  return (
    <ToastsContext.Provider value={toasts}>
      {children}
      <ToastNotices toasts={toasts} />
    </ToastsContext.Provider>
  );
}

/** What was done on the pages lately. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error("There is no ToastsProvider around this");
  return toasts;
}

function useToastState(): Toasts {
  const { revalidate } = useRevalidator();
  const [toast, setToast] = useState<Toasts["toast"]>(null);
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const done = useRef<Undoable[]>([]);
  const refreshPage = useRef<(() => Promise<void>) | null>(null);
  const actions = useMemo(() => {
    const forget = (undoable: Undoable) => {
      done.current = done.current.filter((each) => each !== undoable);
    };
    return {
      tell: (told: Toast) => setToast((earlier) => ({ ...told, number: (earlier?.number ?? 0) + 1 })),
      fail: (failure: Failure) => setFailures((earlier) => [...earlier, failure]),
      withdraw: (failure: Failure | null) => setFailures((earlier) => earlier.filter((each) => each !== failure)),
      closeToast: () => setToast(null),
      closeFailures: () => setFailures([]),
      remember: (undoable: Undoable) => {
        done.current.push(undoable);
        return undoable;
      },
      forget,
      isRemembered: (undoable: Undoable) => done.current.includes(undoable),
      undo: (undoable = done.current.at(-1)) => {
        if (!undoable) return false;
        forget(undoable);
        void undoable();
        return true;
      },
      refresh: async () => (refreshPage.current ? refreshPage.current() : revalidate()),
      refreshBy: (refresh: () => Promise<void>) => {
        refreshPage.current = refresh;
        return () => {
          if (refreshPage.current === refresh) refreshPage.current = null;
        };
      },
    };
  }, [revalidate]);
  return useMemo(() => {
    const retry = () => {
      actions.closeFailures();
      for (const failure of failures) failure.retry();
    };
    return { toast, failures, retry, ...actions };
  }, [toast, failures, actions]);
}

/** One sentence for all failures: a lost connection fails many actions for one reason. */
export function failureText(failures: readonly Failure[]): string {
  const [last] = failures.slice(-1);
  if (!last) return "";
  const text = failures.length === 1 ? last.text : `${failures.length} changes may not have been saved.`;
  return `${text} ${last.reason}`;
}
