import { Link } from "@remix-run/react";
import { useContext, useEffect, useRef, useState } from "react";
import { HUB_KEY_LINES } from "./hub/hub-key-lines.ts";
import type { KeyLine, PageDialogProps } from "./open-page-dialog.ts";
import { PAGE_KEYS } from "./page-keys.ts";
import { WORK_KEYS } from "./work/work-keys.ts";
import { SingleKeys } from "./shortcuts.tsx";

const OWN_KEYS = { hub: HUB_KEY_LINES, work: WORK_KEYS };

/** The dialog with every key of a page: its own, or those that its buttons and links bear, and those of every page. */
export default function PageKeyList({ keys, onClose }: PageDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const singleKeys = useContext(SingleKeys);
  const [own] = useState(() => (keys ? OWN_KEYS[keys] : keysOnPage()));
  useEffect(() => dialog.current?.showModal(), []);
  const lines = [...own, ...PAGE_KEYS.filter(({ shown }) => own.every((each) => each.shown !== shown))];
  return (
    <dialog ref={dialog} className="card dialog" aria-labelledby="keys-heading" onClose={onClose}>
      <form method="dialog" className="stack">
        <h2 id="keys-heading">Keys</h2>
        <p>
          Single keys (letters, digits and signs) are {singleKeys ? "on" : "off"}. Turn them {singleKeys ? "off" : "on"}{" "}
          in <Link to="/account#single-keys">your account</Link>.
        </p>
        <dl className="facts">
          {lines.map(({ shown, label }) => (
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

function keysOnPage(): KeyLine[] {
  return [...document.querySelectorAll<HTMLElement>("[aria-keyshortcuts]")].map((element) => {
    const words = element.cloneNode(true) as HTMLElement;
    for (const hint of words.querySelectorAll("kbd, [aria-hidden=true]")) hint.remove();
    const label = element.ariaLabel ?? words.textContent ?? "";
    return { shown: element.getAttribute("aria-keyshortcuts")!, label: label.replace(/\s+/g, " ").trim() };
  });
}
