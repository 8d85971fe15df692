import { useEffect } from "react";

const POPOVER = "[popover]:popover-open";
const DETAILS = "details.menu[open]";

/**
 * Closes the menus that are `<details>` on Escape, on a click elsewhere and when the focus leaves them, as the popovers
 * close by themselves. A click that closes a popover does nothing else: on a phone it meets the dimmed page, and not the
 * button beneath.
 */
export function useMenus(): void {
  useEffect(() => {
    let swallows = false;
    const onPointerDown = (event: PointerEvent) => {
      const { target } = event;
      if (!(target instanceof Element)) return;
      // The button of another row's menu, in the row's shadow root, opens that one in place of this.
      const isOpener = event.composedPath().some((place) => place instanceof Element && place.matches("[part=menu]"));
      swallows = !!document.querySelector(POPOVER) && !isOpener && !target.closest("[popover]");
      const within = target.closest(DETAILS);
      for (const menu of document.querySelectorAll(DETAILS)) if (menu !== within) menu.removeAttribute("open");
    };
    const onClick = (event: MouseEvent) => {
      if (!swallows) return;
      swallows = false;
      event.preventDefault();
      event.stopPropagation();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const menu = event.key === "Escape" && !document.querySelector(POPOVER) && document.querySelector(DETAILS);
      if (!menu) return;
      event.preventDefault();
      menu.removeAttribute("open");
      menu.querySelector("summary")?.focus();
    };
    const onFocusIn = ({ target }: FocusEvent) => {
      for (const menu of document.querySelectorAll(DETAILS))
        if (!menu.contains(target as Node)) menu.removeAttribute("open");
    };
    const onOpen = (event: Event) => {
      const opened = event.target instanceof Element && event.target.matches(`${POPOVER}, ${DETAILS}`);
      if (!opened) return;
      for (const menu of document.querySelectorAll(DETAILS)) if (menu !== event.target) menu.removeAttribute("open");
      const popover = document.querySelector<HTMLElement>(POPOVER);
      if (popover !== event.target) popover?.hidePopover();
    };
    document.addEventListener("pointerdown", onPointerDown, true);
    document.addEventListener("click", onClick, true);
    document.addEventListener("keydown", onKeyDown, true);
    document.addEventListener("focusin", onFocusIn);
    document.addEventListener("toggle", onOpen, true);
    return () => {
      document.removeEventListener("pointerdown", onPointerDown, true);
      document.removeEventListener("click", onClick, true);
      document.removeEventListener("keydown", onKeyDown, true);
      document.removeEventListener("focusin", onFocusIn);
      document.removeEventListener("toggle", onOpen, true);
    };
  }, []);
}
