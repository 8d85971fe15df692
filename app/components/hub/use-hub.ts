import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { NextDate } from "../../domain/cadence.ts";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { Filter } from "../../domain/filters.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { keptQualityText, leadQualityText } from "../../domain/lead-quality-text.ts";
import { nextSetText, nextText } from "../../domain/next-text.ts";
import { changeText } from "../../domain/result-text.ts";
import { useToasts, type Failure, type Undoable } from "../toasts/toasts.tsx";
import { followUpsApi, newOperationId, type Answer } from "./follow-ups-api.ts";
import { hubReducer, openedHub, shownList, type DueList } from "./hub-state.ts";
import { undoOperations } from "./undo-operations.ts";
import { useTurns } from "./use-turns.ts";

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
  organizationId,
}: {
  filter: Filter;
  list: DueList;
  today: CalendarDate;
  organizationId: string;
}) {
  const [state, dispatch] = useReducer(hubReducer, { filter, list }, openedHub);
  const [opened, setOpened] = useState(list);
  const api = useMemo(() => followUpsApi(organizationId), [organizationId]);
  const toasts = useToasts();
  const { tell, fail, withdraw, remember, forget, refreshBy } = toasts;
  const inTurn = useTurns();
  const refreshes = useRef(0);
  const changes = useRef(0);

  // While rendering, so that a tab never shows the rows of the one before.
  if (opened !== list) {
    setOpened(list);
    dispatch({ type: "opened", filter, list });
  }

  const refresh = useCallback(async () => {
    const number = ++refreshes.current;
    const answer = await api.listDue(filter);
    if (answer.ok) dispatch({ type: "refreshed", filter, refresh: number, list: answer.value });
  }, [api, filter]);
  useEffect(() => refreshBy(refresh), [refreshBy, refresh]);

  /**
   * Remembers operations, also ones that are still on their way, for the undo key; `rows` are what they have taken out of
   * the list, to be back at once, and `failureOf` what was told of them where their answer was lost.
   */
  const rememberUndo = (
    operations: Promise<string[]>,
    { rows = [], failureOf = () => null }: { rows?: FollowUp[]; failureOf?: () => Failure | null } = {},
  ): Undoable => {
    let failure: Failure | null = null;
    const undoable: Undoable = async () => {
      withdraw(failure ?? failureOf());
      const key = ++changes.current;
      dispatch({ type: "restored", key, followUps: rows });
      const ids = rows.map(({ id }) => id);
      const undone = await inTurn(ids, async () => undoOperations(api, await operations));
      const { count, problem } = undone;
      if (problem) {
        dispatch({ type: "refused", key });
        remember(undoable);
        failure = { text: "Not undone.", reason: problem, retry: () => toasts.undo(undoable) };
        fail(failure);
      } else {
        dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
        tell({ text: changeText("undo", count) });
      }
      await toasts.refresh(!problem);
    };
    return remember(undoable);
  };

  const undoButton = (undoable: Undoable) => ({ label: "Undo", act: () => void toasts.undo(undoable) });

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

  const act = async (
    ids: string[],
    action: "done" | "snooze",
    until?: CalendarDate,
    operationId = newOperationId(),
  ): Promise<void> => {
    const key = ++changes.current;
    const rows = shownList(state).followUps.filter(({ id }) => ids.includes(id));
    dispatch({ type: "changed", key, ids });
    toasts.leaveOut(ids);
    const sent = inTurn(ids, () => api.change({ personIds: ids, action, until, operationId }));
    let failure: Failure | null = null;
    const operations = sent.then((answer) => (mayBeDone(answer) ? [operationId] : []));
    const undoable = rememberUndo(operations, { rows, failureOf: () => failure });
    const answer = await sent;
    if (answer.ok) {
      dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
      const { count, next = [], nextIsSet = false } = answer.value;
      // What is being taken back already is told once that is done.
      const isTold = count === 0 || toasts.isRemembered(undoable);
      if (count === 0) forget(undoable);
      if (isTold) tellDone(action, { count, operationIds: [operationId], next, nextIsSet }, undoable);
    } else {
      dispatch({ type: "refused", key });
      if (!answer.lost) forget(undoable);
      // Being taken back, it isn't to be done again.
      if (toasts.isRemembered(undoable) || !answer.lost) {
        const failed: Failure = {
          ...failedChange(answer),
          ids,
          retry: () => {
            forget(undoable);
            return act(failed.ids ?? ids, action, until, operationId);
          },
        };
        failure = failed;
        fail(failed);
      }
    }
    await toasts.refresh(answer.ok || !answer.lost);
  };

  const setNext = async (operationIds: string[], newIds = operationIds.map(newOperationId)): Promise<void> => {
    toasts.closeToast();
    const sent = Promise.all(operationIds.map((operationId, index) => api.setNext(operationId, newIds[index]!)));
    let failure: Failure | null = null;
    const operations = sent.then((answers) => newIds.filter((_id, index) => mayBeDone(answers[index]!)));
    const undoable = rememberUndo(operations, { failureOf: () => failure });
    const answers = await sent;
    const count = answers.reduce((sum, answer) => sum + (answer.ok ? answer.value.count : 0), 0);
    const failed = answers.find((answer) => !answer.ok);
    if (!failed || count > 0) tell({ text: nextSetText(count), ...(count > 0 && { undo: undoButton(undoable) }) });
    if (count === 0 && !failed?.lost) forget(undoable);
    if (failed) {
      // Those that are set already stay as they are when it is tried again.
      const retry = () => {
        forget(undoable);
        return setNext(operationIds, newIds);
      };
      failure = { text: "Not all of it was set.", reason: failed.message, retry };
      fail(failure);
    }
    await toasts.refresh(!failed?.lost);
  };

  /** Sets a lead quality; what takes that back sets the one before. */
  const setQuality = async (followUp: FollowUp, leadQuality: LeadQuality | null, isUndo = false): Promise<void> => {
    const { id, contactName, leadQuality: before } = followUp;
    if (before === leadQuality) return;
    const key = ++changes.current;
    dispatch({ type: "changed", key, ids: [id], leadQuality });
    let failure: Failure | null = null;
    const sent = inTurn([id], () => api.setLeadQuality(id, leadQuality, isUndo ? before : undefined));
    const undoable: Undoable = async () => {
      withdraw(failure);
      const answer = await sent;
      if (mayBeDone(answer)) await setQuality({ ...followUp, leadQuality }, before, true);
    };
    if (!isUndo) remember(undoable);
    const answer = await sent;
    if (answer.ok) {
      dispatch({ type: "accepted", key, shownFrom: refreshes.current + 1 });
      const now = answer.value.leadQuality;
      const text = now === leadQuality ? leadQualityText(contactName, now) : keptQualityText(contactName, now);
      // What is being taken back already is told once that is done.
      if (isUndo || toasts.isRemembered(undoable)) tell({ text, ...(!isUndo && { undo: undoButton(undoable) }) });
    } else {
      dispatch({ type: "refused", key });
      if (!answer.lost) forget(undoable);
      const retry = () => {
        forget(undoable);
        return setQuality(followUp, leadQuality, isUndo);
      };
      failure = { ...failedChange(answer), retry };
      fail(failure);
    }
    await toasts.refresh(answer.ok || !answer.lost);
  };

  const tellNothing = (action: "done" | "snooze") => tell({ text: changeText(action, 0) });

  const undoLast = () => {
    if (!toasts.undo()) tell({ text: "Nothing to undo" });
  };

  return { ...shownList(state), api, act, setQuality, undoLast, tellDone, tellNothing, rememberUndo, refresh };
}

/** True where the server has made a change, or where nobody here knows. */
function mayBeDone(answer: Answer<unknown>): boolean {
  return answer.ok || answer.lost;
}

function failedChange({ message, lost }: { message: string; lost: boolean }) {
  return { text: lost ? "That may not have been saved." : "Nothing was changed.", reason: message };
}
