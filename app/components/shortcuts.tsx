import { createContext, useContext, useEffect, useState } from "react";
import { isBusyElsewhere, keyOf } from "./typing.ts";

/** One line of a list of keys: what is pressed, what that does in words, and what does it. */
export interface Key<Context> {
  /** As the browser names them, letters small. */
  keys: readonly string[];
  /** As the list shows them. */
  shown: string;
  label: string;
  /** How the palette offers it; `isAboutRows` where somebody has to be selected. */
  offers?: readonly { label: string; isShift?: boolean; isAboutRows?: boolean }[];
  act(context: Context): void;
}

/** False where the user has switched off keys that are pressed alone. */
export const SingleKeys = createContext(true);

/** True where a key acts: those that write something, as letters and signs do, can be switched off. */
export function isKeyOn(key: string, singleKeys: boolean): boolean {
  return singleKeys || !/^(Shift\+)?.$/.test(key);
}

/**
 * Makes the keys of a table do what it says, and any other press what bears it in its `aria-keyshortcuts`, a button or a
 * link of the page; never while something is typed, never over the browser's own shortcuts.
 */
export function useShortcuts(table: readonly Key<void>[], singleKeys: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, altKey, shiftKey, defaultPrevented, repeat } = event;
      if (ctrlKey || metaKey || altKey || defaultPrevented || repeat) return;
      if (isBusyElsewhere(event)) return;
      const key = keyOf(event);
      if (!isKeyOn(key, singleKeys)) return;
      // A question mark is written with Shift almost everywhere.
      const pressed = shiftKey && key !== "?" ? `Shift+${key}` : key;
      const line = table.find(({ keys }) => keys.includes(pressed));
      const button = line ? null : shortcutTarget(pressed);
      if (!line && !button) return;
      event.preventDefault();
      if (line) line.act();
      else button?.click();
    };
    // At the window, so that a page with keys of its own, which listens at the document, comes first.
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [table, singleKeys]);
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
  const singleKeys = useContext(SingleKeys);
  const scripted = useScripted() && isKeyOn(key, singleKeys);
  return {
    attributes: scripted ? { "aria-keyshortcuts": key } : {},
    hint: scripted && (
      <kbd className="key-hint" aria-hidden="true">
        {label}
      </kbd>
    ),
  };
}
