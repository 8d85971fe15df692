import { actions } from "../actions/actions.ts";
import { shortcutTarget } from "./shortcuts.tsx";

/** One line of a list of keys: what is pressed, what that does in words, and what does it. */
export interface Key<Context> {
  /** As the browser names them, letters small. */
  keys: readonly string[];
  /** As the list shows them. */
  shown: string;
  label: string;
  act(context: Context): void;
}

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
];
