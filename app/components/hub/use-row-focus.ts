import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import { nearestRow } from "../nearest-row.ts";

/** What has the focus: a control of a row, or of a message that came of what was done there. */
interface Place {
  id: string;
  control: string;
  /** Null where it has left already. */
  element: Element | null;
  /** True where the focus goes there once what is about to leave has left, wherever it is by then. */
  isNext?: boolean;
}

/**
 * Keeps the focus in the list, so that the hands stay where they are: where its row leaves, whoever cleared it, the next
 * one takes it on the same control; where no row is left, the heading that says so.
 */
export function useRowFocus(
  boxes: () => HTMLInputElement[],
  followUps: readonly { id: string }[],
  emptyHeading: RefObject<HTMLElement>,
) {
  const place = useRef<Place | null>(null);
  const order = useRef<readonly { id: string }[]>(followUps);

  useEffect(() => {
    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      const id = target.closest("li")?.querySelector<HTMLInputElement>("input[name=personIds]")?.value;
      // A control of the row's own stands in its shadow root.
      const own = target.shadowRoot?.activeElement?.getAttribute("part");
      // Where Undo brings rows back, the heading that stood for them is gone.
      if (target === emptyHeading.current) place.current = { id: "", control: "select", element: target };
      else if (id !== undefined)
        place.current = { id, control: own ?? target.closest("[slot]")?.slot ?? "select", element: target };
      else if (place.current && target.closest(".toasts")) place.current.element = target;
      else place.current = null;
    };
    const onFocusOut = ({ target }: FocusEvent) => {
      // One that is taken away is told as well, and only then.
      queueMicrotask(() => {
        const left = place.current?.element === target && target instanceof Element && target.isConnected;
        if (left && document.activeElement === document.body) place.current = null;
      });
    };
    document.addEventListener("focusin", onFocusIn);
    document.addEventListener("focusout", onFocusOut);
    return () => {
      document.removeEventListener("focusin", onFocusIn);
      document.removeEventListener("focusout", onFocusOut);
    };
  }, [emptyHeading]);

  const focusRow = useCallback(
    (id: string | undefined, control: string, options?: FocusOptions) => {
      const row = boxes()
        .find(({ value }) => value === id)
        ?.closest("li");
      const slotted = row?.querySelector<HTMLElement>(`[slot=${control}]`);
      if (slotted) slotted.focus(options);
      else void row?.querySelector("follow-up-row")?.focusControl(control, options);
      return !!row;
    },
    [boxes],
  );

  useLayoutEffect(() => {
    const before = order.current;
    order.current = followUps;
    const held = place.current;
    if (!held) return;
    const { isNext = false } = held;
    if (!isNext && (held.element?.isConnected || document.activeElement !== document.body)) return;
    held.isNext = false;
    const here = new Set(followUps.map(({ id }) => id));
    const id = here.has(held.id)
      ? held.id
      : (nearestRow(before, new Set([held.id]), (each) => here.has(each)) ?? followUps[0]?.id);
    // Whoever looks at the list is not to be scrolled by what another device does.
    if (!focusRow(id, held.control, { preventScroll: !isNext })) emptyHeading.current?.focus();
  });

  /** Has the focus move on to the row that comes after those that are about to leave, as they leave: the page is then styled once. */
  const focusAfter = (ids: string[], control: string) => {
    const leaving = new Set(ids);
    const id = nearestRow(followUps, leaving, (each) => !leaving.has(each)) ?? "";
    place.current = { id, control, element: null, isNext: true };
  };

  /** Moves the focus to the first row. */
  const focusFirst = (control: string) => {
    if (!focusRow(followUps[0]?.id, control)) place.current = { id: "", control, element: null };
  };

  return { focusAfter, focusFirst };
}
