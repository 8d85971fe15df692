import { useEffect, useRef, useState } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { Filter } from "../../domain/filters.ts";
import { newOperationId, type FollowUpsApi } from "./follow-ups-api.ts";
import type { Outcome } from "./use-hub.ts";

/** How far a run over all that match has come. */
export interface Progress {
  done: number;
  total: number;
}

/** What one request acts on, and the id by which that is known. */
interface Batch {
  personIds: string[];
  operationId: string;
}

/** What a run did, and why it ended early where it did; `unsure` is the batch whose answer was lost. */
export interface RunResult extends Outcome {
  problem: string | null;
  unsure: Batch | null;
}

/**
 * Acts on everything that a filter matches, more than is shown, in batches that can be stopped. It is chosen for one
 * filter, and only while every row that is shown is ticked: `allTicked`.
 */
export function useAllMatching(api: FollowUpsApi, filter: Filter, allTicked: boolean) {
  const [chosenFor, setChosenFor] = useState<Filter | null>(null);
  const chosen = chosenFor === filter && allTicked;
  const setChosen = (wanted: boolean) => setChosenFor(wanted ? filter : null);
  useEffect(() => {
    if (!allTicked) setChosenFor(null);
  }, [allTicked, filter]);
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopped = useRef(false);
  // Where the page is left there is nothing to stop it with any more.
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );

  /** Acts on up to `total`, and first on the batch of which an earlier run isn't sure. */
  const run = async (
    action: "done" | "snooze",
    until: CalendarDate | undefined,
    { total, unsure }: { total: number; unsure: Batch | null },
  ): Promise<RunResult> => {
    stopped.current = false;
    const result: RunResult = { count: 0, operationIds: [], next: [], nextIsSet: false, problem: null, unsure: null };
    let batch = unsure;
    setProgress({ done: 0, total });
    while (!stopped.current && result.count < total) {
      if (!batch) {
        const due = await api.listDue(filter);
        if (!due.ok) {
          result.problem = due.message;
          break;
        }
        const personIds = due.value.followUps.map(({ id }) => id).slice(0, total - result.count);
        batch = { personIds, operationId: newOperationId() };
      }
      if (batch.personIds.length === 0) break;
      const changed = await api.change({ ...batch, action, until });
      if (!changed.ok) {
        result.problem = changed.message;
        if (changed.lost) {
          result.unsure = batch;
          result.operationIds.push(batch.operationId);
        }
        break;
      }
      batch = null;
      // Others may have cleared these in the meantime; a batch that changes nothing will not get further.
      if (changed.value.count === 0) break;
      result.count += changed.value.count;
      result.operationIds.push(changed.value.operationId);
      result.next.push(...(changed.value.next ?? []));
      result.nextIsSet ||= changed.value.nextIsSet ?? false;
      setProgress({ done: result.count, total });
    }
    setProgress(null);
    setChosen(false);
    return result;
  };

  return { chosen, setChosen, progress, run, stop: () => (stopped.current = true) };
}
