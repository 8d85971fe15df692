import { actions } from "../actions/actions.ts";
import { openPageDialog } from "./open-page-dialog.ts";
import { shortcutTarget, type Key } from "./shortcuts.tsx";

/** The keys of every page. */
export const PAGE_KEYS: readonly Key<void>[] = [
  { keys: ["n"], shown: "n", label: "Set the next date that is offered", act: () => shortcutTarget("n")?.click() },
  {
    keys: ["z"],
    shown: "z",
    label: "Undo",
    act() {
      if (!actions.undo()) actions.tell("Nothing to undo");
    },
  },
  { keys: ["r"], shown: "r", label: "Retry what failed", act: actions.retry },
  {
    keys: ["/"],
    shown: "/, Ctrl + k",
    label: "Search contacts, pages and actions",
    act() {
      const field = shortcutTarget("/");
      if (field) field.focus();
      else openPageDialog("palette");
    },
  },
  {
    keys: ["?"],
    shown: "?",
    label: "Show this list",
    act() {
      const button = shortcutTarget("?");
      if (button) button.click();
      else openPageDialog("keys");
    },
  },
];
