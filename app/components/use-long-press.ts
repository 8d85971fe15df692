import { useRef, type MouseEvent, type PointerEvent } from "react";

/** A finger that rests so long is a long press. */
const LONG_MILLISECONDS = 500;
/** A click that comes of letting go comes within that. */
const CLICK_MILLISECONDS = 300;
/** One that has moved so far doesn't rest. */
const MOVED_PIXELS = 10;

/** Listeners that act where a finger rests on what `selector` finds around it; letting go is no click then. */
export function useLongPress(selector: string, act: (pressed: Element) => void) {
  const held = useRef({ timer: 0, x: 0, y: 0, isLong: false });
  const letGo = () => {
    const press = held.current;
    clearTimeout(press.timer);
    press.timer = 0;
    if (press.isLong) setTimeout(() => (press.isLong = false), CLICK_MILLISECONDS);
  };
  return {
    onPointerDownCapture({ target, pointerType, isPrimary, clientX: x, clientY: y }: PointerEvent) {
      letGo();
      const pressed = pointerType === "touch" && isPrimary && (target as Element).closest(selector);
      const press = { timer: 0, x, y, isLong: false };
      held.current = press;
      if (!pressed) return;
      press.timer = window.setTimeout(() => {
        press.isLong = true;
        act(pressed);
      }, LONG_MILLISECONDS);
    },
    onPointerMoveCapture({ clientX, clientY }: PointerEvent) {
      const { x, y, isLong } = held.current;
      if (!isLong && Math.hypot(clientX - x, clientY - y) > MOVED_PIXELS) letGo();
    },
    onPointerUpCapture: letGo,
    onPointerCancelCapture: letGo,
    onClickCapture(event: MouseEvent) {
      if (!held.current.isLong) return;
      event.preventDefault();
      event.stopPropagation();
    },
    /** The browser's own menu for a finger that rests would take the press away. */
    onContextMenu(event: MouseEvent) {
      if (held.current.timer) event.preventDefault();
    },
  };
}
