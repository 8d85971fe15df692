import type { Action, Outcome, Preview, Report, Run } from "./action.ts";
import { createHistory, type Failure, type Progress, type Undoable } from "./history.ts";
import { createTurns } from "./turns.ts";

/** The page at hand, as far as actions need it. */
export interface ActionPage {
  /** Shows a change before it is sent; the function that it returns says whether the server has accepted it. */
  show?(preview: Preview): (isAccepted: boolean) => void;
  /** Brings the page up to date; `isReached` is false where the server couldn't be reached just now. */
  refresh(isReached: boolean): Promise<void>;
}

/**
 * All that users do goes through here: it shows at once, is sent in turn, is remembered for undo, is accepted or put
 * back, can be tried once more, and is told.
 */
export function createActions() {
  const history = createHistory();
  const inTurn = createTurns();
  const pages: ActionPage[] = [];
  const page = () => pages.at(-1);
  /** What each action under way is about that something newer is about too. */
  const overtaken = new Set<Set<string>>();

  /** Does it; where it takes an `undone` one back, that one can be taken back once more if this fails. */
  const perform = async <Value>(action: Action<Value>, undone?: Undoable): Promise<void> => {
    history.lapse(action.subjects);
    // What takes an action back waits for it, and its failure tells why there is nothing to take back.
    if (!undone) for (const newer of overtaken) for (const subject of action.subjects) newer.add(subject);
    const newer = new Set<string>();
    overtaken.add(newer);
    const settle = action.preview && page()?.show?.(action.preview);
    const report = withRun(undone !== undefined, (run) => inTurn(action.ids, () => action.send(run)));
    // One and the same each time: what it has taken back already isn't taken back again.
    const reverse = action.reverse?.(report);
    const undoable = reverse && history.remember({ reverse: () => reverse });
    const { done, obstacle } = await report;
    overtaken.delete(newer);
    const subjects = action.subjects.filter((subject) => !newer.has(subject));
    const isOvertaken = subjects.length === 0 && action.subjects.length > 0;
    settle?.(!obstacle);
    const outcome = done === null ? null : action.outcome(done);
    if (undoable && !outcome?.isUndoable && !obstacle?.isLost) history.forget(undoable);
    const isUndoable = outcome?.isUndoable === true;
    // What is being taken back already is told once that is done.
    const isTakenBack = undoable && !history.isRemembered(undoable) && (isUndoable || obstacle?.isLost);
    if (!isTakenBack) {
      if (outcome && (isUndoable || !obstacle)) tell(outcome, undoable);
      if (obstacle && !isOvertaken) {
        const isUndo = undone !== undefined;
        fail({ ...action, subjects }, { done, obstacle }, undone ?? undoable, { isUndo, isUndoable });
      }
    }
    await page()?.refresh(!obstacle?.isLost);
  };

  const tell = (outcome: Outcome, undoable: Undoable | undefined) => {
    const { text, isUndoable, next, rest } = outcome;
    const left = rest ? history.remember({ reverse: rest }) : isUndoable && undoable;
    const goOn = (action: Action) => {
      history.closeToast();
      void perform(action);
    };
    history.tell({
      text,
      ...(next && { next: { label: next.label, act: () => goOn(next.action()) } }),
      ...(left && { undo: { label: "Undo", act: () => void undo(left) } }),
    });
  };

  const fail = <Value>(
    action: Action<Value>,
    report: Report<Value>,
    undoable: Undoable | undefined,
    { isUndo, isUndoable }: { isUndo: boolean; isUndoable: boolean },
  ) => {
    const { label, subjects } = action;
    const reason = report.obstacle?.reason ?? "";
    if (isUndo && undoable) {
      history.remember(undoable);
      history.fail({ label, subjects, text: "Not undone.", reason, retry: () => undo(undoable) });
      return;
    }
    const usual = report.obstacle?.isLost ? "That may not have been saved." : "Nothing was changed.";
    const text = action.failureText?.(report) ?? usual;
    const retry = (left: readonly string[]) => {
      const again = action.retry?.(left, report) ?? action;
      if (undoable && !(action.goesOn && isUndoable)) history.forget(undoable);
      void perform(again);
    };
    history.fail({ label, subjects, text, reason, retry });
  };

  /** Takes one back, the last one where it isn't said which; false where there is none, or it is being taken back. */
  const undo = (undoable: Undoable | undefined = history.last()): boolean => {
    if (!undoable || !history.isRemembered(undoable)) return false;
    history.forget(undoable);
    history.closeToast();
    void perform(undoable.reverse(), undoable);
    return true;
  };

  /** Tries once more all that failed. */
  const retry = () => {
    const { failures } = history.notices();
    history.closeFailures();
    for (const failure of failures) failure.retry(failure.subjects ?? []);
  };

  const withRun = async <T>(isUndo: boolean, act: (run: Run) => Promise<T>): Promise<T> => {
    let isStopped = false;
    let shown: Progress | null = null;
    const show = (now: Progress | null) => {
      history.showProgress(shown, now);
      shown = now;
    };
    const stop = () => {
      isStopped = true;
    };
    try {
      return await act({
        isStopped: () => isStopped,
        progress: (done, total) => show({ done, total, isUndo, stop }),
      });
    } finally {
      if (shown) show(null);
    }
  };

  return {
    notices: history.notices,
    subscribe: history.subscribe,
    closeToast: history.closeToast,
    closeFailures: history.closeFailures,
    /** Tells of something that isn't an action. */
    tell: (text: string) => history.tell({ text }),
    fail: (failure: Failure) => history.fail(failure),
    remember: history.remember,
    forget: history.forget,
    perform,
    undo,
    retry,
    /** Has a page shown to, and refreshed by, what is done, in place of every page around it; returns what ends that. */
    usePage(page: ActionPage, { isAround = false } = {}): () => void {
      if (isAround) pages.unshift(page);
      else pages.push(page);
      return () => void pages.splice(pages.indexOf(page), 1);
    },
  };
}

/** What `createActions` returns. */
export type Actions = ReturnType<typeof createActions>;
