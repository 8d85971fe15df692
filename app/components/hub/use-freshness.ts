import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import type { Refresher } from "../../actions/refresher.ts";
import { untilMidnight } from "../../domain/waiting.ts";
import { listenForChanges } from "../../live/listen-for-changes.ts";

/**
 * Keeps the list current: when the tab is looked at again, when the network returns, soon after something changes on
 * the server, and at the user's midnight, when the whole page learns what day it is.
 */
export function useFreshness(
  refresher: Refresher,
  { nextMidnight, mark, isAnotherDay }: { nextMidnight: number; mark: string; isAnotherDay: boolean },
): void {
  const { revalidate } = useRevalidator();

  // The list itself tells of a new day: where it can't be had, at midnight too, the page stays as it is.
  useEffect(() => {
    if (isAnotherDay) revalidate();
  }, [isAnotherDay, revalidate]);

  useEffect(() => {
    let stop: (() => void) | undefined;
    const listen = () => {
      stop?.();
      const isVisible = document.visibilityState === "visible";
      stop = isVisible ? listenForChanges(mark, () => void refresher.ask()) : undefined;
    };
    const lookAgain = () => {
      listen();
      if (document.visibilityState === "visible") void refresher.askNow();
    };
    listen();
    document.addEventListener("visibilitychange", lookAgain);
    window.addEventListener("online", lookAgain);
    return () => {
      stop?.();
      document.removeEventListener("visibilitychange", lookAgain);
      window.removeEventListener("online", lookAgain);
    };
  }, [refresher, mark]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(
        () => {
          void refresher.ask();
          wait();
        },
        untilMidnight(nextMidnight, Date.now()),
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [nextMidnight, refresher]);
}
