import { useRef, type ReactNode, type RefObject } from "react";
import { useScripted } from "../shortcuts.tsx";

const KEYS: [keys: string, what: string][] = [
  ["j / k, ↓ / ↑", "Next or previous row"],
  ["x", "Select the row; Shift with a move selects a range"],
  ["a / Esc", "Select all shown, pressed again all that match; or none"],
  ["s", "Snooze the selected rows, or this one"],
  ["Shift + s", "Snooze them until a day you choose"],
  ["d", "Mark them done"],
  ["n", "Set the next date that is offered"],
  ["o / Enter", "Open the profile"],
  ["1 – 4", "All, Overdue, Due today, Hot"],
  ["z", "Undo"],
  ["r", "Retry what failed"],
  ["?", "This list"],
];

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
  const show = () => dialog.current?.showModal();
  const button = scripted && (
    <button type="button" className="button button-quiet keys-button" onClick={show}>
      Keys <kbd>?</kbd>
    </button>
  );
  return { dialog, show, button };
}

/** The dialog with every key of the hub. */
export function KeyList({ dialog }: Pick<KeyListParts, "dialog">) {
  return (
    <dialog ref={dialog} className="card dialog" aria-labelledby="keys-heading">
      <form method="dialog" className="stack">
        <h2 id="keys-heading">Keys</h2>
        <dl className="facts">
          {KEYS.map(([keys, what]) => (
            <div key={keys} className="keys-line">
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <button className="button">Close</button>
      </form>
    </dialog>
  );
}
