import { Link } from "@remix-run/react";
import { useContext, useRef, type ReactNode, type RefObject } from "react";
import { PAGE_KEYS } from "../page-keys.ts";
import { SingleKeys, useScripted, type Key } from "../shortcuts.tsx";

/** The dialog's place, what opens it, and a button for that where scripts run. */
export interface KeyListParts {
  dialog: RefObject<HTMLDialogElement>;
  show: () => void;
  button: ReactNode;
}

/** The parts of the list of keys. */
export function useKeyList(): KeyListParts {
  const dialog = useRef<HTMLDialogElement>(null);
  const scripted = useScripted();
  const singleKeys = useContext(SingleKeys);
  const show = () => dialog.current?.showModal();
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
  return { dialog, show, button };
}

/** The dialog with every key of a page: its own, and those of every page. */
export function KeyList({
  dialog,
  keys,
}: Pick<KeyListParts, "dialog"> & { keys: readonly Pick<Key<never>, "shown" | "label">[] }) {
  const singleKeys = useContext(SingleKeys);
  return (
    <dialog ref={dialog} className="card dialog" aria-labelledby="keys-heading">
      <form method="dialog" className="stack">
        <h2 id="keys-heading">Keys</h2>
        <p>
          Single keys, letters, digits and signs, are {singleKeys ? "on" : "off"}; you switch them{" "}
          {singleKeys ? "off" : "on"} in <Link to="/account#single-keys">your account</Link>.
        </p>
        <dl className="facts">
          {[...keys, ...PAGE_KEYS].map(({ shown, label }) => (
            <div key={shown} className="keys-line">
              <dt>
                <kbd>{shown}</kbd>
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
        <button className="button">Close</button>
      </form>
    </dialog>
  );
}
