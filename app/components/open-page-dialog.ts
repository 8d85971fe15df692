import { useEffect } from "react";
import type { AccountView } from "../auth/account-view.ts";
import type { PageCommand } from "./page-commands.ts";
import type { Key } from "./shortcuts.tsx";

/** What a list of keys shows of each. */
export type KeyLine = Pick<Key<never>, "shown" | "label">;

/** A page that lists keys of its own. */
export type PageWithKeys = "hub" | "work";

/** What a dialog of every page is given. */
export interface PageDialogProps {
  account: AccountView;
  /** What the page could do when it was opened. */
  commands: readonly PageCommand[];
  /** Whose own keys are listed, where the page has a list. */
  keys: PageWithKeys | undefined;
  onClose: () => void;
}

type Open = (name: "palette" | "keys", keys?: PageWithKeys) => unknown;

let opener: Open | null = null;

/** Opens a dialog of the page that is shown. */
export const openPageDialog: Open = (...asked) => opener?.(...asked);

/** Has `open` open the dialogs as long as the page is there. */
export function useOpener(open: Open): void {
  useEffect(() => {
    opener = open;
    return () => {
      opener = null;
    };
  }, [open]);
}
