import { useContext, type ReactNode } from "react";
import { openPageDialog, type PageWithKeys } from "../open-page-dialog.ts";
import { SingleKeys, useScripted } from "../shortcuts.tsx";

/** What opens the list of a page's own keys and those of every page, and a button for that where scripts run. */
export function useKeyList(page: PageWithKeys): { show: () => void; button: ReactNode } {
  const scripted = useScripted();
  const singleKeys = useContext(SingleKeys);
  const show = () => openPageDialog("keys", page);
  const button = scripted && (
    <button
      type="button"
      className="button button-quiet keys-button"
      onClick={show}
      {...(singleKeys && { "aria-keyshortcuts": "?" })}
    >
      Keys {singleKeys && <kbd>?</kbd>}
    </button>
  );
  return { show, button };
}
