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

/** The hub's own keys; how the list shows them is loaded with that. */
export const HUB_KEYS: readonly Pick<Key<HubKeyPress>, "keys" | "offers" | "act">[] = [
  {
    keys: ["j", "k", "ArrowDown", "ArrowUp"],
    act: ({ commands, key, isShift }) => commands.move(key === "j" || key === "ArrowDown" ? 1 : -1, isShift),
  },
  {
    keys: ["x"],
    act: ({ commands }) => commands.tick(),
  },
  {
    keys: ["a", "Escape"],
    offers: [{ label: "Select all" }],
    act: ({ commands, key }) => (key === "a" ? commands.selectAll() : commands.selectNone()),
  },
  {
    keys: ["s"],
    offers: [
      { label: "Snooze", isAboutRows: true },
      { label: "Snooze to…", isShift: true, isAboutRows: true },
    ],
    act: ({ commands, isShift }) => (isShift ? commands.snoozeUntil() : commands.act("snooze")),
  },
  {
    keys: ["b"],
    offers: [{ label: "Spread over several days…" }],
    act: ({ commands }) => commands.spread(),
  },
  {
    keys: ["d"],
    offers: [
      { label: "Mark done", isAboutRows: true },
      { label: "Done as…", isShift: true, isAboutRows: true },
    ],
    act: ({ commands, isShift }) => (isShift ? commands.doneAs() : commands.act("done")),
  },
  {
    keys: ["o", "Enter"],
    act: ({ commands }) => commands.openProfile(),
  },
  {
    keys: FILTERS.map((_filter, index) => String(index + 1)),
    act: ({ commands, key }) => commands.showTab(FILTERS[Number(key) - 1]!),
  },
  { keys: ["?"], act: ({ commands }) => commands.showKeys() },
];
