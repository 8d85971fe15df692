import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const PAUSE_MILLISECONDS = 300;

/** Asks the server again and again while `running`, each time a moment after its last answer. */
export function useRevalidateWhile(running: boolean): void {
  const { state, revalidate } = useRevalidator();
  useEffect(() => {
    if (!running || state !== "idle") return;
    const timer = setTimeout(revalidate, PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [running, state, revalidate]);
}
