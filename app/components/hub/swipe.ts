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
 * Hears of a finger that draws a row of `place` aside: to the right it is Mark done, to the left Snooze. What is pressed in
 * the end is the row's own button.
 */
export function hearSwipes(place: HTMLElement, { signal }: AbortController): void {
  let swipe: Swipe | null = null;
  const listen = (
    name: "pointerdown" | "pointermove" | "pointerup" | "pointercancel",
    hear: (event: PointerEvent) => void,
  ) => place.addEventListener(name, hear, { signal });

  const letGo = () => {
    const row = swipe?.row;
    swipe = null;
    delete row?.dataset.swipe;
    delete row?.dataset.swipeFar;
    row?.style.removeProperty("--swipe");
  };

  listen("pointerdown", ({ target, pointerType, isPrimary, pointerId, clientX, clientY }) => {
    // A second finger makes it another gesture.
    letGo();
    const row = target instanceof Element && target.closest<HTMLElement>(".rows > li");
    if (!row || pointerType !== "touch" || !isPrimary) return;
    swipe = { row, pointerId, x: clientX, y: clientY, isSideways: false };
  });

  listen("pointermove", ({ pointerId, clientX, clientY }) => {
    if (swipe?.pointerId !== pointerId) return;
    const right = clientX - swipe.x;
    const down = clientY - swipe.y;
    if (!swipe.isSideways) {
      if (Math.hypot(right, down) < DIRECTION_PIXELS) return;
      if (Math.abs(right) <= Math.abs(down)) return letGo();
      swipe.isSideways = true;
    }
    const { dataset, style } = swipe.row;
    dataset.swipe = right > 0 ? "done" : "snooze";
    if (Math.abs(right) < THRESHOLD_PIXELS) delete dataset.swipeFar;
    else dataset.swipeFar = "";
    style.setProperty("--swipe", `${right}px`);
  });

  listen("pointerup", ({ pointerId }) => {
    const row = swipe?.row;
    if (!row || swipe?.pointerId !== pointerId) return;
    const { swipe: slot, swipeFar } = row.dataset;
    letGo();
    if (swipeFar !== undefined) row.querySelector<HTMLButtonElement>(`button[slot=${slot}]`)?.click();
  });

  listen("pointercancel", letGo);
}
