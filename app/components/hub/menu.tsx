import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";

/** What a menu is called, and what stands in it. */
export interface MenuProps {
  /** The name of the button that opens it. */
  label: string;
  sign: string;
  /** The name of what opens. */
  title: string;
  slot?: string;
  className: string;
  children: ReactNode;
}

/**
 * A button and what it opens: a popover, so that the browser itself keeps it above everything and only one open, and
 * closes it on Escape and on a click elsewhere. Where scripts run, the arrow keys move in it.
 */
export function Menu({ label, sign, title, slot, className, children }: MenuProps) {
  const id = useId();
  const items = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const menu = items.current;
    const onToggle = () => menu && keepInWindow(menu);
    menu?.addEventListener("toggle", onToggle);
    return () => menu?.removeEventListener("toggle", onToggle);
  }, []);
  const moveFocus = (event: KeyboardEvent<HTMLDivElement>) => {
    const menu = event.currentTarget.querySelector(":popover-open");
    const all = [...(menu?.querySelectorAll<HTMLElement>("a, button, input") ?? [])];
    const target = targetOf(
      event.key,
      all.findIndex((item) => item === document.activeElement),
      all.length,
    );
    // In a date field the arrows are the field's own.
    if (target === null || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    all[target]?.focus();
  };
  return (
    // The items inside are what acts; the arrow keys only bring one there.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div slot={slot} className="popup" onKeyDown={moveFocus}>
      <button type="button" className={className} aria-label={label} {...{ popovertarget: id }}>
        <span aria-hidden="true">{sign}</span>
      </button>
      <div id={id} ref={items} className="popup-items" role="group" aria-label={title} {...{ popover: "auto" }}>
        {children}
      </div>
    </div>
  );
}

/** Once the page is scrolled, Chromium 143 no longer sees that a menu beneath its button ends below the window. */
function keepInWindow(menu: HTMLElement): void {
  menu.style.translate = "";
  const { top, bottom } = menu.getBoundingClientRect();
  const beyond = Math.min(bottom - window.innerHeight, top);
  if (beyond > 0) menu.style.translate = `0 ${-beyond}px`;
}

function targetOf(key: string, current: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (current + 1) % count;
  if (key === "ArrowUp") return (Math.max(current, 0) - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
