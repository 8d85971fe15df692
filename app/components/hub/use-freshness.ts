import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const POLL_MILLISECONDS = 30_000;
/** The browser's clock may be ahead of the server's, whose new day then is some time away. */
const SOONEST_MIDNIGHT_MILLISECONDS = 60_000;

/**
 * Keeps the list current: when the tab is looked at again, when the network returns, soon after something changes on
 * the server, and at the user's midnight, when the whole page learns what day it is.
 */
export function useFreshness(
  refresh: () => Promise<void>,
  { nextMidnight, mark, isAnotherDay }: { nextMidnight: number; mark: string; isAnotherDay: boolean },
): void {
  const { revalidate } = useRevalidator();

  // The list itself tells of a new day: where it can't be had, at midnight too, the page stays as it is.
  useEffect(() => {
    if (isAnotherDay) revalidate();
  }, [isAnotherDay, revalidate]);

  useEffect(() => {
    let changes: EventSource | null = null;
    let poll: ReturnType<typeof setInterval> | undefined;
    const stop = () => {
      changes?.close();
      changes = null;
      clearInterval(poll);
      poll = undefined;
    };
    const listen = () => {
      stop();
      if (document.visibilityState !== "visible") return;
      changes = new EventSource(`/api/follow-ups/changes?since=${mark}`);
      changes.onmessage = () => void refresh();
      // A browser gives a stream up for good where something on the way answers in its place.
      changes.onerror = () => {
        if (changes?.readyState === EventSource.CLOSED) poll ??= setInterval(() => void refresh(), POLL_MILLISECONDS);
      };
    };
    const lookAgain = () => {
      listen();
      if (document.visibilityState === "visible") void refresh();
    };
    listen();
    document.addEventListener("visibilitychange", lookAgain);
    window.addEventListener("online", lookAgain);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", lookAgain);
      window.removeEventListener("online", lookAgain);
    };
  }, [refresh, mark]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (least: number) => {
      timer = setTimeout(
        () => {
          void refresh();
          wait(SOONEST_MIDNIGHT_MILLISECONDS);
        },
        Math.max(least, nextMidnight - Date.now()),
      );
    };
    wait(0);
    return () => clearTimeout(timer);
  }, [nextMidnight, refresh]);
}
