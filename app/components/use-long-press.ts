import { useEffect, useRef } from "react";

/** Acts where a finger rests on what `selector` finds in the page's main part: where there are fingers, once it has loaded. */
export function useLongPress(selector: string, act: (pressed: Element) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const main = document.getElementById("main");
    if (!main || navigator.maxTouchPoints === 0) return;
    const listened = new AbortController();
    import("./long-press.ts").then(
      ({ hearLongPress }) => hearLongPress(main, listened, { selector, act: (pressed) => latest.current(pressed) }),
      // Without it there is the menu.
      () => undefined,
    );
    return () => listened.abort();
  }, [selector]);
}
