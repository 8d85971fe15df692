import { useRef, type PointerEvent } from "react";

/** A finger that has moved so far has a direction: sideways it takes the row along, else it scrolls the page. */
const DIRECTION_PIXELS = 10;

/** A row that is let go nearer than this slides back. */
const THRESHOLD_PIXELS = 96;

/** A finger on a row, and where it came down. */
interface Swipe {
  row: HTMLElement;
  pointerId: number;
  x: number;
  y: number;
  isSideways: boolean;
}

/**
 * The list's listeners for a finger that draws a row aside: to the right it is Mark done, to the left Snooze. What is
 * pressed in the end is the row's own button.
 */
export function useSwipe() {
  const swipe = useRef<Swipe | null>(null);

  const letGo = () => {
    const row = swipe.current?.row;
    swipe.current = null;
    delete row?.dataset.swipe;
    delete row?.dataset.swipeFar;
    row?.style.removeProperty("--swipe");
  };

  const onPointerDown = ({ target, pointerType, isPrimary, pointerId, clientX, clientY }: PointerEvent) => {
    // A second finger makes it another gesture.
    letGo();
    const row = target instanceof Element && target.closest<HTMLElement>(".rows > li");
    if (!row || pointerType !== "touch" || !isPrimary) return;
    swipe.current = { row, pointerId, x: clientX, y: clientY, isSideways: false };
  };

  const onPointerMove = ({ pointerId, clientX, clientY }: PointerEvent) => {
    const held = swipe.current;
    if (held?.pointerId !== pointerId) return;
    const right = clientX - held.x;
    const down = clientY - held.y;
    if (!held.isSideways) {
      if (Math.hypot(right, down) < DIRECTION_PIXELS) return;
      if (Math.abs(right) <= Math.abs(down)) return letGo();
      held.isSideways = true;
    }
    const { dataset, style } = held.row;
    dataset.swipe = right > 0 ? "done" : "snooze";
    if (Math.abs(right) < THRESHOLD_PIXELS) delete dataset.swipeFar;
    else dataset.swipeFar = "";
    style.setProperty("--swipe", `${right}px`);
  };

  const onPointerUp = ({ pointerId }: PointerEvent) => {
    const row = swipe.current?.row;
    if (!row || swipe.current?.pointerId !== pointerId) return;
    const { swipe: slot, swipeFar } = row.dataset;
    letGo();
    if (swipeFar !== undefined) row.querySelector<HTMLButtonElement>(`button[slot=${slot}]`)?.click();
  };

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: letGo };
}
