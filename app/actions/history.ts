import type { Action } from "./action.ts";

/** Something to press beside a message. */
export interface NoticeButton {
  label: string;
  act: () => void;
}

/** What the last action did, with a way to go on from it, and to take it back. */
export interface Toast {
  text: string;
  next?: NoticeButton;
  undo?: NoticeButton;
}

/** An action that failed: whom and what it was about, what that means, why, and how to try it once more. */
export interface Failure {
  label?: string;
  text: string;
  reason: string;
  /** What it is about, as `Action` has it; absent where nothing newer makes it lapse. */
  subjects?: readonly string[];
  retry(subjects: readonly string[]): unknown;
}

/** Something that was done and can be taken back. */
export interface Undoable {
  reverse(): Action;
}

/** How far an action of many requests has come. */
export interface Progress {
  done: number;
  total: number;
  isUndo: boolean;
  stop: () => void;
}

/** What there is to tell of what was done lately. */
export interface Notices {
  /** The number tells the same words told twice apart. */
  toast: (Toast & { number: number }) | null;
  failures: readonly Failure[];
  progress: readonly Progress[];
}

/** The notices before anything was done. */
export const NO_NOTICES: Notices = { toast: null, failures: [], progress: [] };

/** Keeps what was done lately: what it says, what failed and can be tried again, what can be taken back. */
export function createHistory() {
  let notices = NO_NOTICES;
  let undoables: readonly Undoable[] = [];
  const listeners = new Set<() => void>();

  const put = (change: Partial<Notices>) => {
    notices = { ...notices, ...change };
    for (const listener of listeners) listener();
  };
  const forget = (undoable: Undoable) => {
    undoables = undoables.filter((each) => each !== undoable);
  };

  return {
    notices: () => notices,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (toast: Toast) => put({ toast: { ...toast, number: (notices.toast?.number ?? 0) + 1 } }),
    closeToast: () => put({ toast: null }),
    fail: (failure: Failure) => put({ failures: [...notices.failures, failure] }),
    /** Leaves out of what failed all that something newer is about. */
    lapse(newer: readonly string[]) {
      const failures = notices.failures.flatMap((failure) => {
        const subjects = failure.subjects?.filter((subject) => !newer.includes(subject));
        if (!subjects || subjects.length === failure.subjects?.length) return failure;
        return subjects.length > 0 ? { ...failure, subjects } : [];
      });
      put({ failures });
    },
    closeFailures: () => put({ failures: [] }),
    /** Takes one progress away, or puts another in its place. */
    showProgress(earlier: Progress | null, now: Progress | null) {
      put({ progress: [...notices.progress.filter((each) => each !== earlier), ...(now ? [now] : [])] });
    },
    remember(undoable: Undoable): Undoable {
      undoables = [...undoables, undoable];
      return undoable;
    },
    forget,
    isRemembered: (undoable: Undoable) => undoables.includes(undoable),
    last: () => undoables.at(-1),
  };
}

/** What `createHistory` returns. */
export type History = ReturnType<typeof createHistory>;

const MOST_NAMED = 3;

/** One sentence or two for all failures: a lost connection fails many actions for one reason. */
export function failureText(failures: readonly Failure[]): string {
  const last = failures.at(-1);
  if (!last) return "";
  const labels = failures.flatMap(({ label }) => label ?? []);
  const more = labels.length > MOST_NAMED ? `; ${labels.length - MOST_NAMED} more` : "";
  const whom = labels.length > 0 ? `${labels.slice(0, MOST_NAMED).join("; ")}${more}: ` : "";
  const text = failures.length === 1 ? last.text : `${failures.length} changes may not have been saved.`;
  return `${whom}${text} ${last.reason}`;
}
