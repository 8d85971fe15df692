import { useCallback, useEffect, useRef, useState, type MouseEvent, type RefObject } from "react";

/** Nobody presses a button twice on purpose within this; clearing row after row in one place takes longer. */
const DOUBLE_CLICK_MILLISECONDS = 250;

/**
 * The ticked rows: the checkboxes called `name` within `root`, of which the server has ticked some at first. They hold
 * the selection themselves, as they do without JavaScript; this ticks them by range or all at once, and counts them.
 */
export function useSelection(root: RefObject<HTMLElement>, name: string, shown: unknown, tickedAtFirst = 0) {
  const [count, setCount] = useState(tickedAtFirst);
  const anchor = useRef<string | null>(null);
  const lastPress = useRef(0);

  const boxes = useCallback(
    () => [...(root.current?.querySelectorAll<HTMLInputElement>(`input[name=${name}]`) ?? [])],
    [root, name],
  );
  const recount = useCallback(() => setCount(boxes().filter(({ checked }) => checked).length), [boxes]);
  useEffect(recount, [recount, shown]);
  // The messages, which stand elsewhere in the page, make room for the bar.
  useEffect(() => {
    if (count === 0) return;
    const { dataset } = document.documentElement;
    dataset.ticked = name;
    return () => void delete dataset.ticked;
  }, [name, count]);

  const tickAll = useCallback(
    (checked: boolean) => {
      for (const box of boxes()) box.checked = checked;
      anchor.current = null;
      recount();
    },
    [boxes, recount],
  );

  /** True where the row that a range began with is still there, and ticked. */
  const hasAnchor = () => boxes().some(({ value, checked }) => checked && value === anchor.current);

  /** Gives every row between the last one that was ticked by itself and `box` the same tick. */
  const tickTo = useCallback(
    (box: HTMLInputElement, checked: boolean) => {
      const all = boxes();
      const from = all.findIndex(({ value }) => value === anchor.current);
      const to = all.indexOf(box);
      const range = from < 0 ? [box] : all.slice(Math.min(from, to), Math.max(from, to) + 1);
      for (const each of range) each.checked = checked;
      recount();
    },
    [boxes, recount],
  );

  const tick = useCallback(
    (box: HTMLInputElement, checked: boolean) => {
      box.checked = checked;
      anchor.current = box.value;
      recount();
    },
    [recount],
  );

  /** Takes rows out of the selection; where a range begins stays as it is. */
  const untick = (ids: readonly string[]) => {
    for (const box of boxes()) if (ids.includes(box.value)) box.checked = false;
    recount();
  };

  const tickedIds = () => boxes().flatMap(({ checked, value }) => (checked ? value : []));

  const onClick = useCallback(
    (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest("button")) {
        const sinceLast = event.timeStamp - lastPress.current;
        lastPress.current = event.timeStamp;
        // The second click of a double click would meet the row that has moved up under the pointer.
        if (event.detail > 1 && sinceLast < DOUBLE_CLICK_MILLISECONDS) event.preventDefault();
        return;
      }
      const box = event.target;
      if (!(box instanceof HTMLInputElement) || box.name !== name) return;
      if (event.shiftKey) tickTo(box, box.checked);
      else tick(box, box.checked);
    },
    [name, tick, tickTo],
  );

  return { count, boxes, tickedIds, hasAnchor, tick, tickTo, untick, tickAll, onClick };
}

/** What `useSelection` returns. */
export type Selection = ReturnType<typeof useSelection>;
