import { useEffect, useRef, useState } from "react";
import { useNotices } from "../toasts/use-toasts.ts";

/**
 * Whether everything that a view matches is chosen, more than is shown, and how far an action on it has come. It is chosen
 * for one view, by its address, and only while every row that is shown is ticked: `allTicked`.
 */
export function useAllMatching(view: string, allTicked: boolean) {
  const [chosenFor, setChosenFor] = useState<string | null>(null);
  const setChosen = (isChosen: boolean) => setChosenFor(isChosen ? view : null);
  useEffect(() => {
    if (!allTicked) setChosenFor(null);
  }, [allTicked, view]);
  const progress = useNotices().progress.find(({ isUndo }) => !isUndo) ?? null;
  const stop = useRef(progress?.stop);
  useEffect(() => {
    stop.current = progress?.stop;
  });
  // Where the page is left there is nothing to stop it with any more.
  useEffect(() => () => stop.current?.(), []);
  return { chosen: chosenFor === view && allTicked, setChosen, progress };
}
