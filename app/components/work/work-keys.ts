import type { KeyLine } from "../open-page-dialog.ts";

/** The keys of one at a time as their list shows them; each presses what bears it in its `aria-keyshortcuts`. */
export const WORK_KEYS: readonly KeyLine[] = [
  { shown: "d", label: "Mark done, and on to the next" },
  { shown: "Shift + d", label: "Say what came of it, and mark done" },
  { shown: "s", label: "Snooze, and on to the next" },
  { shown: "j", label: "Skip" },
  { shown: "k", label: "Back to the one you skipped last" },
  { shown: "o", label: "Open the profile" },
  { shown: "Esc", label: "Back to the list" },
  { shown: "?", label: "Show this list" },
];
