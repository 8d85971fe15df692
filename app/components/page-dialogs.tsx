import { useCallback, useEffect, useState, type ComponentType } from "react";
import { tellUnloaded } from "../actions/actions.ts";
import type { AccountView } from "../auth/account-view.ts";
import { commandsOfPage } from "./page-commands.ts";
import { openPageDialog, useOpener, type PageDialogProps, type PageWithKeys } from "./open-page-dialog.ts";

interface Shown extends Pick<PageDialogProps, "commands" | "keys"> {
  Dialog: ComponentType<PageDialogProps>;
}

/** Each is loaded when it is first opened. */
const DIALOGS = {
  palette: () => import("./palette/palette.tsx"),
  keys: () => import("./page-key-list.tsx"),
};

/** The palette and the list of keys of a page, once they are opened; Ctrl or ⌘ and K opens the palette. */
export function PageDialogs({ account }: { account: AccountView }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const open = useCallback(async (name: keyof typeof DIALOGS, keys?: PageWithKeys) => {
    // Before anything else takes the focus.
    const commands = commandsOfPage();
    try {
      const { default: Dialog } = await DIALOGS[name]();
      setShown({ Dialog, commands, keys });
    } catch {
      tellUnloaded();
    }
  }, []);
  useOpener(open);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isK =
        (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
      if (!isK || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      document.querySelector<HTMLElement>("[popover]:popover-open")?.hidePopover();
      openPageDialog("palette");
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  if (!shown) return null;
  const { Dialog, ...props } = shown;
  return <Dialog account={account} {...props} onClose={() => setShown(null)} />;
}
