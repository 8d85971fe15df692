import { useRevalidator } from "@remix-run/react";
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore, type ReactNode } from "react";
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
  /** The contacts that a retry is about; those on which something else was done since drop out. */
  ids?: string[];
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
  /** Leaves contacts out of what waits to be tried again: something else is being done with them. */
  leaveOut(ids: readonly string[]): void;
  closeToast(): void;
  closeFailures(): void;
  /** Tries again all that failed. */
  retry(): void;
  remember(undoable: Undoable): Undoable;
  forget(undoable: Undoable): void;
  isRemembered(undoable: Undoable): boolean;
  /** Takes one back, the last one where it isn't said which; false where there is none, or it is being taken back. */
  undo(undoable?: Undoable): boolean;
  /** Brings the page at hand up to date with what has changed, as far as the server can be `reached`. */
  refresh(reached: boolean): Promise<void>;
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

/** What there is to tell; kept outside of all pages, as even a page that can't be shown takes the others' place. */
interface Told {
  toast: Toasts["toast"];
  failures: readonly Failure[];
}

const NOTHING: Told = { toast: null, failures: [] };
let told = NOTHING;
let done: Undoable[] = [];
let refreshPage: (() => Promise<void>) | null = null;
const listeners = new Set<() => void>();

function put(change: Partial<Told>): void {
  told = { ...told, ...change };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const forget = (undoable: Undoable) => {
  done = done.filter((each) => each !== undoable);
};
const isRemembered = (undoable: Undoable) => done.includes(undoable);

const ACTIONS = {
  tell: (toast: Toast) => put({ toast: { ...toast, number: (told.toast?.number ?? 0) + 1 } }),
  fail: (failure: Failure) => put({ failures: [...told.failures, failure] }),
  withdraw: (failure: Failure | null) => put({ failures: told.failures.filter((each) => each !== failure) }),
  leaveOut: (ids: readonly string[]) => {
    for (const failure of told.failures) failure.ids &&= failure.ids.filter((id) => !ids.includes(id));
    put({ failures: told.failures.filter((failure) => failure.ids?.length !== 0) });
  },
  closeToast: () => put({ toast: null }),
  closeFailures: () => put({ failures: [] }),
  retry: () => {
    const { failures } = told;
    put({ failures: [] });
    for (const failure of failures) failure.retry();
  },
  remember: (undoable: Undoable) => {
    done.push(undoable);
    return undoable;
  },
  forget,
  isRemembered,
  undo: (undoable = done.at(-1)) => {
    if (!undoable || !isRemembered(undoable)) return false;
    forget(undoable);
    put({ toast: null });
    void undoable();
    return true;
  },
  refreshBy: (refresh: () => Promise<void>) => {
    refreshPage = refresh;
    return () => {
      if (refreshPage === refresh) refreshPage = null;
    };
  },
};

function useToastState(): Toasts {
  const { revalidate } = useRevalidator();
  const { toast, failures } = useSyncExternalStore(
    subscribe,
    () => told,
    () => NOTHING,
  );
  const refresh = useCallback(
    async (reached: boolean) => {
      if (refreshPage) await refreshPage();
      // Out of reach, the whole page would give way to one that says so.
      else if (reached) revalidate();
    },
    [revalidate],
  );
  return useMemo(() => ({ toast, failures, refresh, ...ACTIONS }), [toast, failures, refresh]);
}

/** One sentence for all failures: a lost connection fails many actions for one reason. */
export function failureText(failures: readonly Failure[]): string {
  const [last] = failures.slice(-1);
  if (!last) return "";
  const text = failures.length === 1 ? last.text : `${failures.length} changes may not have been saved.`;
  return `${text} ${last.reason}`;
}
