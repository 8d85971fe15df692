import { useNavigate } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { FILTERS } from "../../domain/filters.ts";
import { isBusyElsewhere } from "../typing.ts";
import type { Selection } from "./use-selection.ts";

/** What the keys do besides moving and ticking. */
export interface HubCommands {
  act(action: "done" | "snooze", box: HTMLInputElement | undefined): void;
  /** Asks until when. */
  snoozeUntil(box: HTMLInputElement | undefined): void;
  undo(): void;
  /** Tries again what failed. */
  retry(): void;
  selectAll(): void;
  showKeys(): void;
}

/** Works the hub from the keyboard; never while something is typed, never over the browser's own shortcuts. */
export function useHubKeys(selection: Selection, commands: HubCommands): void {
  const navigate = useNavigate();
  const inRange = useRef(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isBusyElsewhere(event.target))
        return;
      const boxes = selection.boxes();
      const current = boxes.findIndex((box) => box.closest("li")?.contains(document.activeElement));
      const box = boxes[current];
      const move = (step: 1 | -1) => {
        const next = current < 0 ? boxes[0] : boxes[current + step];
        if (!next) return;
        if (event.shiftKey) {
          // A range begins at the row where Shift is first pressed, wherever the last tick was.
          if (box && !(inRange.current && selection.hasAnchor())) selection.tick(box, true);
          selection.tickTo(next, true);
        }
        inRange.current = event.shiftKey;
        next.focus();
        next.closest("li")?.scrollIntoView({ block: "nearest" });
      };
      const open = () => {
        const href = box?.closest("follow-up-row")?.getAttribute("href");
        if (href) navigate(href);
      };
      const keys: Record<string, () => void> = {
        j: () => move(1),
        k: () => move(-1),
        ArrowDown: () => move(1),
        ArrowUp: () => move(-1),
        x: () => box && selection.tick(box, !box.checked),
        a: () => commands.selectAll(),
        Escape: () => selection.tickAll(false),
        s: () => (event.shiftKey ? commands.snoozeUntil(box) : commands.act("snooze", box)),
        d: () => commands.act("done", box),
        o: () => open(),
        z: () => commands.undo(),
        r: () => commands.retry(),
        "?": () => commands.showKeys(),
      };
      FILTERS.forEach((filter, index) => {
        keys[String(index + 1)] = () => navigate(`/follow-ups?filter=${filter}`, { preventScrollReset: true });
      });
      // On a link or a button Enter is theirs.
      if (event.target instanceof HTMLInputElement) keys.Enter = () => open();
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const run = keys[key];
      if (!run || (boxes.length === 0 && key.startsWith("Arrow")) || (event.repeat && (key === "s" || key === "d")))
        return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });
}
