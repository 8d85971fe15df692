import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { NextDate } from "../../domain/cadence.ts";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { Filter } from "../../domain/filters.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { leadQualityText } from "../../domain/lead-quality-text.ts";
import { nextSetText, nextText } from "../../domain/next-text.ts";
import { changeText } from "../../domain/result-text.ts";
import { fetchDue, sendChange, sendLeadQuality, sendNext, type Answer, type Changed } from "./follow-ups-api.ts";
import { hubReducer, openedHub, shownList, type DueList } from "./hub-state.ts";
import { undoOperations } from "./undo-operations.ts";
import { useUndo, type Undoable } from "./use-undo.ts";

/** What the last action did, with a way to go on from it, and to take it back or try it again. */
export interface Toast {
  text: string;
  tone: "success" | "error";
  /** Sets the next dates by cadence. */
  next?: { label: string; act: () => void };
  button?: { label: string; act: () => void };
}

/** What an action did, as its toast tells it. */
export interface Outcome {
  count: number;
  operationIds: string[];
  next: NextDate[];
  nextIsSet: boolean;
}

/** The hub's list, kept ahead of the server: actions show at once and are put back where the server refuses. */
export function useHub({ filter, list, today }: { filter: Filter; list: DueList; today: CalendarDate }) {
  const [state, dispatch] = useReducer(hubReducer, { filter, list }, openedHub);
  const [toast, setToast] = useState<Toast | null>(null);
  const refreshes = useRef(0);
  const changes = useRef(0);
  const { remember, forget, undo } = useUndo();

  useEffect(() => dispatch({ type: "opened", filter, list }), [filter, list]);

  const refresh = useCallback(async () => {
    const number = ++refreshes.current;
    const answer = await fetchDue(filter);
    if (answer.ok) dispatch({ type: "refreshed", filter, refresh: number, list: answer.value });
  }, [filter]);

  const refused = (message: string, retry: () => void) =>
    setToast({ text: message, tone: "error", button: { label: "Retry", act: retry } });

  /** Remembers operations, also ones that are still on their way, for the undo key. */
  const rememberUndo = (operations: Promise<string[]>): Undoable => {
    const undoable: Undoable = async () => {
      const { count, problem } = await undoOperations(await operations);
      if (problem) refused(`Not undone. ${problem}`, () => void undoable());
      else setToast({ text: changeText("undo", count), tone: "success" });
      await refresh();
    };
    return remember(undoable);
  };

  const undoButton = (undoable: Undoable) => ({ label: "Undo", act: () => void undo(undoable) });

  /** Tells what was done, with Undo where something was, and with the next dates where they are on offer. */
  const tellDone = (action: "done" | "snooze", outcome: Outcome, undoable: Undoable) => {
    const { count, operationIds, next, nextIsSet } = outcome;
    const text = changeText(action, count);
    const label = nextText(next, today);
    setToast({
      text: label && nextIsSet ? `${text}. ${label}` : text,
      tone: "success",
      ...(label && !nextIsSet && { next: { label, act: () => void setNext(operationIds) } }),
      ...(count > 0 && { button: undoButton(undoable) }),
    });
  };

  const act = async (ids: string[], action: "done" | "snooze", until?: CalendarDate) => {
    const key = ++changes.current;
    dispatch({ type: "changed", key, ids });
    const sent = sendChange(ids, action, until);
    const undoable = rememberUndo(sent.then(operationsOf));
    const answer = await sent;
    if (!answer.ok) {
      forget(undoable);
      dispatch({ type: "refused", key });
      refused(`Nothing was changed. ${answer.message}`, () => void act(ids, action, until));
      return;
    }
    dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
    const { count, next = [], nextIsSet = false } = answer.value;
    if (count === 0) forget(undoable);
    tellDone(action, { count, operationIds: operationsOf(answer), next, nextIsSet }, undoable);
    await refresh();
  };

  const setNext = async (operationIds: string[]) => {
    setToast(null);
    const sent = Promise.all(operationIds.map(sendNext));
    const undoable = rememberUndo(sent.then((answers) => answers.flatMap(operationsOf)));
    const answers = await sent;
    const count = answers.reduce((sum, answer) => sum + (answer.ok ? answer.value.count : 0), 0);
    const failed = answers.find((answer) => !answer.ok);
    // Those that are set already stay as they are when it is tried again.
    if (failed) refused(`Not all of it was set. ${failed.message}`, () => void setNext(operationIds));
    else setToast({ text: nextSetText(count), tone: "success", ...(count > 0 && { button: undoButton(undoable) }) });
    if (count === 0) forget(undoable);
    await refresh();
  };

  /** Sets a lead quality; what takes that back sets the one before. */
  const setQuality = async (followUp: FollowUp, leadQuality: LeadQuality | null, isUndo = false) => {
    const { id, contactName, leadQuality: before } = followUp;
    if (before === leadQuality) return;
    const key = ++changes.current;
    dispatch({ type: "changed", key, ids: [id], leadQuality });
    const answer = await sendLeadQuality(id, leadQuality);
    if (!answer.ok) {
      dispatch({ type: "refused", key });
      refused(`Nothing was changed. ${answer.message}`, () => void setQuality(followUp, leadQuality, isUndo));
      return;
    }
    dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
    const text = leadQualityText(contactName, leadQuality);
    const undoable = () => setQuality({ ...followUp, leadQuality }, before, true);
    setToast({ text, tone: "success", ...(!isUndo && { button: undoButton(remember(undoable)) }) });
    await refresh();
  };

  const undoLast = () => {
    if (!undo()) setToast({ text: "Nothing to undo", tone: "success" });
  };

  const closeToast = useCallback(() => setToast(null), []);
  const shown = shownList(state);
  return { ...shown, toast, setToast, closeToast, act, setQuality, undoLast, tellDone, rememberUndo, refresh };
}

function operationsOf(answer: Answer<Changed>): string[] {
  return answer.ok ? [answer.value.operationId] : [];
}
