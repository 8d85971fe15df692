import { useEffect, useRef, useState, type MouseEventHandler } from "react";
import { isBusyElsewhere } from "./typing.ts";

/** The key that takes the offer. */
const KEY = "n";

/** Offers the next dates by cadence: one click, or one key where scripts run. */
export function NextButton({
  label,
  formAction,
  onClick,
}: {
  label: string;
  /** Where the form around it is posted by this button; without it `onClick` acts. */
  formAction?: string;
  onClick?: MouseEventHandler<HTMLButtonElement>;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
      if (event.key.toLowerCase() !== KEY || isBusyElsewhere(event.target)) return;
      event.preventDefault();
      button.current?.click();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <button
      ref={button}
      type={formAction ? "submit" : "button"}
      className="button button-primary"
      formAction={formAction}
      onClick={onClick}
      aria-keyshortcuts={scripted ? KEY : undefined}
    >
      {label} {scripted && <kbd className="key-hint">{KEY}</kbd>}
    </button>
  );
}
