import { useNavigationType } from "@remix-run/react";
import { useEffect, useLayoutEffect } from "react";
import type { Selection } from "../use-selection.ts";

/** Where someone was in a list when they left it. */
interface Left {
  ticked: string[];
  /** The row with the focus. */
  focused: string | undefined;
}

const left = new Map<string, Left>();

/** Brings back the ticks and the focus where someone comes back to a list that they left; `list` names it. */
export function useReturn(list: string, { boxes, tick, tickedIds }: Selection): void {
  const isBack = useNavigationType() === "POP";

  useEffect(() => {
    const place = isBack ? left.get(list) : undefined;
    if (!place) return;
    for (const box of boxes()) if (place.ticked.includes(box.value)) tick(box, true);
    // Once the rows have rendered: what isn't shown yet takes no focus.
    const frame = requestAnimationFrame(() =>
      boxes()
        .find(({ value }) => value === place.focused)
        ?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- on the way in only
  }, [list]);

  // A layout effect's end comes while the rows are still there.
  useLayoutEffect(
    () => () => {
      const row = document.activeElement?.closest("li")?.querySelector<HTMLInputElement>("input[name=personIds]");
      left.set(list, { ticked: tickedIds(), focused: row?.value });
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- on the way out only
    [list],
  );
}
