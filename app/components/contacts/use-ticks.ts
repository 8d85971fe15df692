import { useCallback, useEffect, useState, type RefObject } from "react";

/** The ticked contacts of a list: the checkboxes hold them, this counts and ticks. They end when `message` tells what was done. */
export function useTicks(list: RefObject<HTMLElement>, shown: unknown, message: unknown) {
  const [count, setCount] = useState(0);
  const boxes = useCallback(
    () => [...(list.current?.querySelectorAll<HTMLInputElement>("input[name=contactIds]") ?? [])],
    [list],
  );
  const recount = useCallback(() => setCount(boxes().filter(({ checked }) => checked).length), [boxes]);
  const tickAll = useCallback(
    (checked: boolean) => {
      for (const box of boxes()) box.checked = checked;
      recount();
    },
    [boxes, recount],
  );
  useEffect(recount, [recount, shown]);
  useEffect(() => {
    if (!message) return;
    tickAll(false);
    for (const menu of list.current?.querySelectorAll("details[open]") ?? []) menu.removeAttribute("open");
  }, [message, tickAll, list]);
  return { count, recount, tickAll };
}
