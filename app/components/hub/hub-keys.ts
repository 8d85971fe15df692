import { FILTERS, type Filter } from "../../domain/filters.ts";
import type { Key } from "../shortcuts.tsx";

/** What the keys do in the hub; `isRange` is true with Shift. */
export interface HubCommands {
  move(step: 1 | -1, isRange: boolean): void;
  tick(): void;
  /** All that is shown, and pressed again all that match. */
  selectAll(): void;
  selectNone(): void;
  act(action: "done" | "snooze"): void;
  /** Asks what came of it. */
  doneAs(): void;
  /** Asks until when. */
  snoozeUntil(): void;
  /** Opens the page that spreads them over several days. */
  spread(): void;
  openProfile(): void;
  showTab(filter: Filter): void;
  showKeys(): void;
}

/** A key that was pressed in the hub. */
export interface HubKeyPress {
  commands: HubCommands;
  key: string;
  isShift: boolean;
}

/** The hub's own keys, as the list shows them. */
export const HUB_KEYS: readonly Key<HubKeyPress>[] = [
  {
    keys: ["j", "k", "ArrowDown", "ArrowUp"],
    shown: "j / k, ↓ / ↑",
    label: "Next or previous row",
    act: ({ commands, key, isShift }) => commands.move(key === "j" || key === "ArrowDown" ? 1 : -1, isShift),
  },
  {
    keys: ["x"],
    shown: "x",
    label: "Select the row; Shift with a move selects a range",
    act: ({ commands }) => commands.tick(),
  },
  {
    keys: ["a", "Escape"],
    shown: "a / Esc",
    label: "Select all shown, pressed again all that match; or none",
    offers: [{ label: "Select all" }],
    act: ({ commands, key }) => (key === "a" ? commands.selectAll() : commands.selectNone()),
  },
  {
    keys: ["s"],
    shown: "s, Shift + s",
    label: "Snooze the selected rows, or this one; with Shift to a day you type or choose",
    offers: [
      { label: "Snooze", isAboutRows: true },
      { label: "Snooze to…", isShift: true, isAboutRows: true },
    ],
    act: ({ commands, isShift }) => (isShift ? commands.snoozeUntil() : commands.act("snooze")),
  },
  {
    keys: ["b"],
    shown: "b",
    label: "Spread them, or all in this tab, over several days",
    offers: [{ label: "Spread over several days…" }],
    act: ({ commands }) => commands.spread(),
  },
  {
    keys: ["d"],
    shown: "d, Shift + d",
    label: "Mark them done; with Shift say what came of it",
    offers: [
      { label: "Mark done", isAboutRows: true },
      { label: "Done as…", isShift: true, isAboutRows: true },
    ],
    act: ({ commands, isShift }) => (isShift ? commands.doneAs() : commands.act("done")),
  },
  {
    keys: ["o", "Enter"],
    shown: "o / Enter",
    label: "Open the profile",
    act: ({ commands }) => commands.openProfile(),
  },
  {
    keys: FILTERS.map((_filter, index) => String(index + 1)),
    shown: "1 – 4",
    label: "All, Overdue, Due today, Hot",
    act: ({ commands, key }) => commands.showTab(FILTERS[Number(key) - 1]!),
  },
  { keys: ["?"], shown: "?", label: "Show this list", act: ({ commands }) => commands.showKeys() },
];
