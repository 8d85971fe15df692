import { useEffect, useRef, useState } from "react";
import { isBusyElsewhere } from "./typing.ts";

/**
 * Makes a key press what bears it in its `aria-keyshortcuts`, a button or a link of the page, and where nothing does, do
 * what `otherwise` says; never while something is typed, never over the browser's own shortcuts.
 */
export function useShortcuts(otherwise: Record<string, () => void>): void {
  const latest = useRef(otherwise);
  useEffect(() => {
    latest.current = otherwise;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented || event.repeat)
        return;
      if (isBusyElsewhere(event.target)) return;
      const target = shortcutTarget(event.key);
      const run = target ? () => target.click() : latest.current[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    // At the window, so that a page with keys of its own, which listens at the document, comes first.
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** What a key presses on this page. */
export function shortcutTarget(key: string): HTMLElement | null {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return document.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(name)}"]`);
}

/** True where scripts run, and with them the keys. */
export function useScripted(): boolean {
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  return scripted;
}

/** The key that presses a button or link: its attributes, and the key itself to stand beside what is written there. */
export function useShortcut(key: string, label = key) {
  const scripted = useScripted();
  return {
    attributes: scripted ? { "aria-keyshortcuts": key } : {},
    hint: scripted && (
      <kbd className="key-hint" aria-hidden="true">
        {label}
      </kbd>
    ),
  };
}
