import { useNavigate } from "@remix-run/react";
import { useContext, useEffect, useRef } from "react";
import type { Filter } from "../../domain/filters.ts";
import { useCommands } from "../page-commands.ts";
import { isKeyOn, SingleKeys } from "../shortcuts.tsx";
import { isBusyElsewhere, keyOf } from "../typing.ts";
import { HUB_KEYS, type HubCommands } from "./hub-keys.ts";
import type { Selection } from "../use-selection.ts";

/** What the hub does itself; `box` is the checkbox of the row with the focus. */
export interface HubKeyActions {
  act(action: "done" | "snooze", box: HTMLInputElement | undefined): void;
  doneAs(box: HTMLInputElement | undefined): void;
  snoozeUntil(box: HTMLInputElement | undefined): void;
  selectAll(): void;
  spread(): void;
  showTab(filter: Filter): void;
  showKeys(): void;
  /** Whom an action would be about, in words; null where it would be about nobody. */
  whom(box: HTMLInputElement | undefined): string | null;
}

/** Works the hub from the keyboard; never while something is typed, never over the browser's own shortcuts. */
export function useHubKeys(selection: Selection, actions: HubKeyActions): void {
  const navigate = useNavigate();
  const singleKeys = useContext(SingleKeys);
  const inRange = useRef(false);
  /** The row with the focus, and what keys do from there. */
  const here = () => {
    const boxes = selection.boxes();
    const current = boxes.findIndex((box) => box.closest("li")?.contains(document.activeElement));
    const box = boxes[current];
    const commands: HubCommands = {
      move(step, isRange) {
        const next = current < 0 ? boxes[0] : boxes[current + step];
        if (!next) return;
        if (isRange) {
          // A range begins at the row where Shift is first pressed, wherever the last tick was.
          if (box && !(inRange.current && selection.hasAnchor())) selection.tick(box, true);
          selection.tickTo(next, true);
        }
        inRange.current = isRange;
        next.focus();
        next.closest("li")?.scrollIntoView({ block: "nearest" });
      },
      tick: () => box && selection.tick(box, !box.checked),
      selectAll: actions.selectAll,
      selectNone: () => selection.tickAll(false),
      act: (action) => actions.act(action, box),
      doneAs: () => actions.doneAs(box),
      snoozeUntil: () => actions.snoozeUntil(box),
      spread: actions.spread,
      openProfile() {
        const href = box?.closest("follow-up-row")?.getAttribute("href");
        if (href) navigate(href);
      },
      showTab: actions.showTab,
      showKeys: actions.showKeys,
    };
    return { boxes, box, commands };
  };
  useCommands(() => {
    const { box, commands } = here();
    const whom = actions.whom(box);
    return HUB_KEYS.flatMap(({ keys: [key = ""], offers = [], act }) =>
      offers
        .filter(({ isAboutRows }) => !isAboutRows || whom !== null)
        .map(({ label, isShift = false, isAboutRows }) => ({
          label,
          ...(isAboutRows && whom !== null && { detail: whom }),
          act: () => act({ commands, key, isShift }),
        })),
    );
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, altKey, shiftKey: isShift, defaultPrevented, repeat, target } = event;
      if (ctrlKey || metaKey || altKey || defaultPrevented || isBusyElsewhere(event)) return;
      const { boxes, commands } = here();
      const key = keyOf(event);
      if (!isKeyOn(key, singleKeys)) return;
      const line = HUB_KEYS.find(({ keys }) => keys.includes(key));
      if (!line || (boxes.length === 0 && key.startsWith("Arrow")) || (repeat && (key === "s" || key === "d"))) return;
      // On a link or a button Enter is theirs.
      if (key === "Enter" && !(target instanceof HTMLInputElement)) return;
      event.preventDefault();
      line.act({ commands, key, isShift });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });
}
