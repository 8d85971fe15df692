import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { Filter } from "../../domain/filters.ts";
import { changeText } from "../../domain/result-text.ts";
import { fetchDue, sendChange, sendUndo, type Answer, type Changed } from "./follow-ups-api.ts";
import { hubReducer, openedHub, shownList, type DueList } from "./hub-state.ts";

/** What the last action did, with a way to take it back or try it again. */
export interface Toast {
  text: string;
  tone: "success" | "error";
  button?: { label: string; act: () => void };
}

/** The hub's list, kept ahead of the server: actions show at once and are put back where the server refuses. */
export function useHub(opened: { filter: Filter; list: DueList }) {
  const [state, dispatch] = useReducer(hubReducer, opened, openedHub);
  const [toast, setToast] = useState<Toast | null>(null);
  const refreshes = useRef(0);
  const changes = useRef(0);
  const undoable = useRef<string[][]>([]);
  const { filter, list } = opened;

  useEffect(() => dispatch({ type: "opened", filter, list }), [filter, list]);

  const refresh = useCallback(async () => {
    const number = ++refreshes.current;
    const answer = await fetchDue(filter);
    if (answer.ok) dispatch({ type: "refreshed", filter, refresh: number, list: answer.value });
  }, [filter]);

  const undo = async (operationIds: string[]) => {
    undoable.current = undoable.current.filter((each) => each !== operationIds);
    let count = 0;
    let failed: Answer<Changed> | undefined;
    for (const operationId of [...operationIds].reverse()) {
      const answer = await sendUndo(operationId);
      if (answer.ok) count += answer.value.count;
      else failed ??= answer;
    }
    if (failed && !failed.ok) {
      const button = { label: "Retry", act: () => void undo(operationIds) };
      setToast({ text: `Not undone. ${failed.message}`, tone: "error", button });
    } else setToast({ text: changeText("undo", count), tone: "success" });
    await refresh();
  };

  /** Tells what was done and remembers how to take it back. */
  const tellDone = (action: "done" | "snooze", count: number, operationIds: string[]) => {
    if (count === 0) return setToast({ text: changeText(action, 0), tone: "success" });
    undoable.current.push(operationIds);
    const button = { label: "Undo", act: () => void undo(operationIds) };
    setToast({ text: changeText(action, count), tone: "success", button });
  };

  const act = async (ids: string[], action: "done" | "snooze", until?: CalendarDate) => {
    const key = ++changes.current;
    dispatch({ type: "changed", key, ids });
    const answer = await sendChange(ids, action, until);
    if (!answer.ok) {
      dispatch({ type: "refused", key });
      const button = { label: "Retry", act: () => void act(ids, action, until) };
      setToast({ text: `Nothing was changed. ${answer.message}`, tone: "error", button });
      return;
    }
    dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
    tellDone(action, answer.value.count, [answer.value.operationId]);
    await refresh();
  };

  const undoLast = () => {
    const last = undoable.current.at(-1);
    if (last) void undo(last);
    else setToast({ text: "Nothing to undo", tone: "success" });
  };

  const closeToast = useCallback(() => setToast(null), []);
  return { ...shownList(state), toast, setToast, closeToast, act, undoLast, tellDone, refresh };
}
