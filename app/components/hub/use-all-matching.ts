import { useEffect, useRef, useState } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { Filter } from "../../domain/filters.ts";
import { fetchDue, sendChange } from "./follow-ups-api.ts";
import type { Outcome } from "./use-hub.ts";

/** How far a run over all that match has come. */
export interface Progress {
  done: number;
  total: number;
}

/** What a run did, and why it ended early where it did. */
export interface RunResult extends Outcome {
  problem: string | null;
}

/**
 * Acts on everything that a filter matches, more than is shown, in batches that can be stopped. It is chosen for one
 * filter, and only while every row that is shown is ticked: `allTicked`.
 */
export function useAllMatching(filter: Filter, allTicked: boolean) {
  const [chosenFor, setChosenFor] = useState<Filter | null>(null);
  const chosen = chosenFor === filter && allTicked;
  const setChosen = (wanted: boolean) => setChosenFor(wanted ? filter : null);
  useEffect(() => {
    if (!allTicked) setChosenFor(null);
  }, [allTicked, filter]);
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopped = useRef(false);

  const run = async (action: "done" | "snooze", until: CalendarDate | undefined, total: number): Promise<RunResult> => {
    stopped.current = false;
    const result: RunResult = { count: 0, operationIds: [], next: [], nextIsSet: false, problem: null };
    setProgress({ done: 0, total });
    while (!stopped.current && result.count < total) {
      const due = await fetchDue(filter);
      if (!due.ok) {
        result.problem = due.message;
        break;
      }
      const ids = due.value.followUps.map(({ id }) => id).slice(0, total - result.count);
      if (ids.length === 0) break;
      const changed = await sendChange(ids, action, until);
      if (!changed.ok) {
        result.problem = changed.message;
        break;
      }
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
