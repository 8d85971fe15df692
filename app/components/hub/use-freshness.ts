import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const POLL_MILLISECONDS = 30_000;

/**
 * Keeps the list current: when the tab is looked at again, when the network returns, soon after something changes on
 * the server, and at the user's midnight, when the whole page learns what day it is.
 */
export function useFreshness(refresh: () => Promise<void>, nextMidnight: number, mark: string): void {
  const { revalidate } = useRevalidator();

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
    const timer = setTimeout(revalidate, Math.max(0, nextMidnight - Date.now()));
    return () => clearTimeout(timer);
  }, [nextMidnight, revalidate]);
}
