/** A finger that rests so long is a long press. */
const LONG_MILLISECONDS = 500;
/** A click that comes of letting go comes within that. */
const CLICK_MILLISECONDS = 300;
/** A finger that has moved so far doesn't rest. */
const MOVED_PIXELS = 10;

interface Press {
  timer: number;
  x: number;
  y: number;
  isLong: boolean;
}

/** Acts where a finger rests on what `selector` finds within `place`, until it is aborted; letting go is no click then. */
export function hearLongPress(
  place: HTMLElement,
  { signal }: AbortController,
  { selector, act }: { selector: string; act: (pressed: Element) => void },
): void {
  let press: Press = { timer: 0, x: 0, y: 0, isLong: false };
  const letGo = () => {
    const held = press;
    clearTimeout(held.timer);
    held.timer = 0;
    if (held.isLong) setTimeout(() => (held.isLong = false), CLICK_MILLISECONDS);
  };
  const listen = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    hear: (event: HTMLElementEventMap[Name]) => void,
  ) => place.addEventListener(name, hear, { capture: true, signal });
  listen("pointerdown", ({ target, pointerType, isPrimary, clientX: x, clientY: y }) => {
    letGo();
    const held: Press = (press = { timer: 0, x, y, isLong: false });
    const pressed = pointerType === "touch" && isPrimary && (target as Element).closest(selector);
    if (!pressed) return;
    held.timer = window.setTimeout(() => {
      held.isLong = true;
      act(pressed);
    }, LONG_MILLISECONDS);
  });
  listen("pointermove", ({ clientX, clientY }) => {
    const { x, y, isLong } = press;
    if (!isLong && Math.hypot(clientX - x, clientY - y) > MOVED_PIXELS) letGo();
  });
  listen("pointerup", letGo);
  listen("pointercancel", letGo);
  listen("click", (event) => {
    if (!press.isLong) return;
    event.preventDefault();
    event.stopPropagation();
  });
  // The browser's own menu for a finger that rests would take the press away.
  listen("contextmenu", (event) => {
    if (press.timer) event.preventDefault();
  });
  signal.addEventListener("abort", letGo);
}
