import { useEffect, useRef, useState } from "react";
import type { Filter } from "../../domain/filters.ts";
import { useNotices } from "../toasts/use-notices.ts";

/**
 * Whether everything that a filter matches is chosen, more than is shown, and how far an action on it has come. It is
 * chosen for one filter, and only while every row that is shown is ticked: `allTicked`.
 */
export function useAllMatching(filter: Filter, allTicked: boolean) {
  const [chosenFor, setChosenFor] = useState<Filter | null>(null);
  const setChosen = (isChosen: boolean) => setChosenFor(isChosen ? filter : null);
  useEffect(() => {
    if (!allTicked) setChosenFor(null);
  }, [allTicked, filter]);
  const progress = useNotices().progress.find(({ isUndo }) => !isUndo) ?? null;
  const stop = useRef(progress?.stop);
  useEffect(() => {
    stop.current = progress?.stop;
  });
  // Where the page is left there is nothing to stop it with any more.
  useEffect(() => () => stop.current?.(), []);
  return { chosen: chosenFor === filter && allTicked, setChosen, progress };
}
