import type { KeyLine } from "../open-page-dialog.ts";

/** The hub's own keys, as the list shows them. */
export const HUB_KEY_LINES: readonly KeyLine[] = [
  { shown: "j / k, ↓ / ↑", label: "Next or previous row" },
  { shown: "x", label: "Select the row; Shift with a move selects a range" },
  { shown: "a / Esc", label: "Select all shown, pressed again all that match; or none" },
  { shown: "s, Shift + s", label: "Snooze the selected rows, or this one; with Shift to a day you type or choose" },
  { shown: "b", label: "Spread them, or all in this tab, over several days" },
  { shown: "d, Shift + d", label: "Mark them done; with Shift say what came of it" },
  { shown: "o / Enter", label: "Open the profile" },
  { shown: "1 – 4", label: "All, Overdue, Due today, Hot" },
  { shown: "?", label: "Show this list" },
];
