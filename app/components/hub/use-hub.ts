import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { NextDate } from "../../domain/cadence.ts";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { Filter } from "../../domain/filters.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { leadQualityText } from "../../domain/lead-quality-text.ts";
import { nextSetText, nextText } from "../../domain/next-text.ts";
import { changeText } from "../../domain/result-text.ts";
import { shortcutTarget } from "../shortcuts.tsx";
import { fetchDue, sendChange, sendLeadQuality, sendNext, type Answer, type Changed } from "./follow-ups-api.ts";
import { hubReducer, openedHub, shownList, type DueList } from "./hub-state.ts";
import { undoOperations } from "./undo-operations.ts";
import { useToasts } from "./use-toasts.ts";
import { useUndo, type Undoable } from "./use-undo.ts";

/** What an action did, as its toast tells it. */
export interface Outcome {
  count: number;
  operationIds: string[];
  next: NextDate[];
  nextIsSet: boolean;
}

/** The hub's list, kept ahead of the server: actions show at once and are put back where the server refuses. */
export function useHub({
  filter,
  list,
  today,
  usualSnooze,
}: {
  filter: Filter;
  list: DueList;
  today: CalendarDate;
  /** The day that the plain Snooze button means. */
  usualSnooze: CalendarDate | undefined;
}) {
  const [state, dispatch] = useReducer(hubReducer, { filter, list }, openedHub);
  const [opened, setOpened] = useState(list);
  const toasts = useToasts();
  const { tell, fail } = toasts;
  const refreshes = useRef(0);
  const changes = useRef(0);
  const { remember, forget, isRemembered, undo } = useUndo();

  // While rendering, so that a tab never shows the rows of the one before.
  if (opened !== list) {
    setOpened(list);
    dispatch({ type: "opened", filter, list });
  }

  const isSending = state.pending.some(({ shownFrom }) => shownFrom === null);
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isSending]);

  const refresh = useCallback(async () => {
    const number = ++refreshes.current;
    const answer = await fetchDue(filter);
    if (answer.ok) dispatch({ type: "refreshed", filter, refresh: number, list: answer.value });
  }, [filter]);

  /**
   * Remembers operations, also ones that are still on their way, for the undo key; `rows` are what they have taken out of
   * the list, to be back at once.
   */
  const rememberUndo = (operations: Promise<string[]>, rows: FollowUp[] = []): Undoable => {
    const undoable: Undoable = async () => {
      const key = ++changes.current;
      dispatch({ type: "restored", key, followUps: rows });
      const { count, problem } = await undoOperations(await operations);
      if (problem) {
        dispatch({ type: "refused", key });
        fail({ text: "Not undone.", reason: problem, retry: undoable });
      } else {
        dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
        tell({ text: changeText("undo", count) });
      }
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
    tell({
      text: label && nextIsSet ? `${text}. ${label}` : text,
      ...(label && !nextIsSet && { next: { label, act: () => void setNext(operationIds) } }),
      ...(count > 0 && { undo: undoButton(undoable) }),
    });
  };

  const act = async (ids: string[], action: "done" | "snooze", until?: CalendarDate) => {
    const key = ++changes.current;
    const rows = shownList(state).followUps.filter(({ id }) => ids.includes(id));
    dispatch({ type: "changed", key, ids });
    const sent = sendChange(ids, action, until);
    const undoable = rememberUndo(sent.then(operationsOf), rows);
    const answer = await sent;
    if (answer.ok) {
      dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
      const { count, next = [], nextIsSet = false } = answer.value;
      if (count === 0) forget(undoable);
      // What is being taken back already is told once that is done.
      if (count === 0 || isRemembered(undoable))
        tellDone(action, { count, operationIds: operationsOf(answer), next, nextIsSet }, undoable);
    } else {
      forget(undoable);
      dispatch({ type: "refused", key });
      // Where the answer was lost a second snooze must not add its days to the first one's.
      const date = action === "snooze" ? (until ?? usualSnooze) : undefined;
      fail({ ...failedChange(answer), retry: () => act(ids, action, date) });
    }
    await refresh();
  };

  const setNext = async (operationIds: string[]) => {
    toasts.closeToast();
    const sent = Promise.all(operationIds.map(sendNext));
    const undoable = rememberUndo(sent.then((answers) => answers.flatMap(operationsOf)));
    const answers = await sent;
    const count = answers.reduce((sum, answer) => sum + (answer.ok ? answer.value.count : 0), 0);
    const failed = answers.find((answer) => !answer.ok);
    if (!failed || count > 0) tell({ text: nextSetText(count), ...(count > 0 && { undo: undoButton(undoable) }) });
    // Those that are set already stay as they are when it is tried again.
    if (failed) fail({ text: "Not all of it was set.", reason: failed.message, retry: () => setNext(operationIds) });
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
    if (answer.ok) {
      dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
      const undoable = () => setQuality({ ...followUp, leadQuality }, before, true);
      const text = leadQualityText(contactName, leadQuality);
      tell({ text, ...(!isUndo && { undo: undoButton(remember(undoable)) }) });
    } else {
      dispatch({ type: "refused", key });
      fail({ ...failedChange(answer), retry: () => setQuality(followUp, leadQuality, isUndo) });
    }
    await refresh();
  };

  const undoLast = () => {
    if (undo()) return;
    // What was done on the page before this one.
    const earlier = shortcutTarget("z");
    if (earlier) earlier.click();
    else tell({ text: "Nothing to undo" });
  };

  return { ...shownList(state), toasts, act, setQuality, undoLast, tellDone, rememberUndo, refresh };
}

function operationsOf(answer: Answer<Changed>): string[] {
  return answer.ok ? [answer.value.operationId] : [];
}

function failedChange({ message, lost }: { message: string; lost: boolean }) {
  return { text: lost ? "That may not have been saved." : "Nothing was changed.", reason: message };
}
