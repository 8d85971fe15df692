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

/** The ids of the operations that one undo takes back, once the server has told them. */
type Undoable = Promise<string[]>;

/** The hub's list, kept ahead of the server: actions show at once and are put back where the server refuses. */
export function useHub(opened: { filter: Filter; list: DueList }) {
  const [state, dispatch] = useReducer(hubReducer, opened, openedHub);
  const [toast, setToast] = useState<Toast | null>(null);
  const refreshes = useRef(0);
  const changes = useRef(0);
  const undoable = useRef<Undoable[]>([]);
  const { filter, list } = opened;

  useEffect(() => dispatch({ type: "opened", filter, list }), [filter, list]);

  const refresh = useCallback(async () => {
    const number = ++refreshes.current;
    const answer = await fetchDue(filter);
    if (answer.ok) dispatch({ type: "refreshed", filter, refresh: number, list: answer.value });
  }, [filter]);

  const undo = async (undone: Undoable) => {
    undoable.current = undoable.current.filter((each) => each !== undone);
    const operationIds = await undone;
    let count = 0;
    let failed: Answer<Changed> | undefined;
    for (const operationId of [...operationIds].reverse()) {
      const answer = await sendUndo(operationId);
      if (answer.ok) count += answer.value.count;
      else failed ??= answer;
    }
    if (failed && !failed.ok) {
      const button = { label: "Retry", act: () => void undo(undone) };
      setToast({ text: `Not undone. ${failed.message}`, tone: "error", button });
    } else setToast({ text: changeText("undo", count), tone: "success" });
    await refresh();
  };

  /** Tells what was done, with Undo where something was. */
  const tellDone = (action: "done" | "snooze", count: number, undone: Undoable) => {
    const button = { label: "Undo", act: () => void undo(undone) };
    setToast({ text: changeText(action, count), tone: "success", ...(count > 0 && { button }) });
  };

  /** Remembers operations, also ones that are still on their way, for the undo key. */
  const rememberUndo = (operations: Undoable) => {
    undoable.current.push(operations);
    return operations;
  };

  const act = async (ids: string[], action: "done" | "snooze", until?: CalendarDate) => {
    const key = ++changes.current;
    dispatch({ type: "changed", key, ids });
    const sent = sendChange(ids, action, until);
    const operations = rememberUndo(sent.then((answer) => (answer.ok ? [answer.value.operationId] : [])));
    const answer = await sent;
    if (!answer.ok) {
      undoable.current = undoable.current.filter((each) => each !== operations);
      dispatch({ type: "refused", key });
      const button = { label: "Retry", act: () => void act(ids, action, until) };
      setToast({ text: `Nothing was changed. ${answer.message}`, tone: "error", button });
      return;
    }
    dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
    tellDone(action, answer.value.count, operations);
    await refresh();
  };

  const undoLast = () => {
    const last = undoable.current.at(-1);
    if (last) void undo(last);
    else setToast({ text: "Nothing to undo", tone: "success" });
  };

  const closeToast = useCallback(() => setToast(null), []);
  return { ...shownList(state), toast, setToast, closeToast, act, undoLast, tellDone, rememberUndo, refresh };
}
