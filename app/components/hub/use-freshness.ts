import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/**
 * Keeps the list current: when the tab is looked at again, when the network returns, soon after something changes on
 * the server, and at the user's midnight, when the whole page learns what day it is.
 */
export function useFreshness(refresh: () => Promise<void>, nextMidnight: number, mark: string): void {
  const { revalidate } = useRevalidator();

  useEffect(() => {
    let changes: EventSource | null = null;
    const listen = () => {
      changes?.close();
      changes = null;
      if (document.visibilityState !== "visible") return;
      changes = new EventSource(`/api/follow-ups/changes?since=${mark}`);
      changes.onmessage = () => void refresh();
    };
    const lookAgain = () => {
      listen();
      if (document.visibilityState === "visible") void refresh();
    };
    listen();
    document.addEventListener("visibilitychange", lookAgain);
    window.addEventListener("online", lookAgain);
    return () => {
      changes?.close();
      document.removeEventListener("visibilitychange", lookAgain);
      window.removeEventListener("online", lookAgain);
    };
  }, [refresh, mark]);

  useEffect(() => {
    const timer = setTimeout(revalidate, Math.max(0, nextMidnight - Date.now()));
    return () => clearTimeout(timer);
  }, [nextMidnight, revalidate]);
}
