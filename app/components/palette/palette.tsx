import { useNavigate } from "@remix-run/react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { LONGEST_SEARCH } from "../../domain/due-view.ts";
import type { PageDialogProps } from "../open-page-dialog.ts";
import { paletteGroups, type PaletteGroup, type PaletteItem } from "./palette-items.ts";
import { useFoundContacts, type Finding } from "./use-found-contacts.ts";
import { profileHref } from "../../contacts/way-back.ts";

/** Finds contacts, pages and what can be done with who is selected: one field, worked from the keyboard. */
export default function Palette({ account, commands, onClose }: PageDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const chosen = useRef<PaletteItem | null>(null);
  const [typed, setTyped] = useState("");
  const [attempt, setAttempt] = useState(0);
  const [active, setActive] = useState(0);
  const id = useId();
  const navigate = useNavigate();
  const finding = useFoundContacts(typed, account.organization.id, attempt);
  const groups = [...paletteGroups(typed, { role: account.role, commands }), ...contactGroups(finding)];
  const items = groups.flatMap((group) => group.items);
  const current = items[Math.min(active, items.length - 1)];
  const optionId = (item: PaletteItem) => `${id}${items.indexOf(item)}`;

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    dialog.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const choose = (item: PaletteItem | undefined) => {
    if (!item) return;
    chosen.current = item;
    dialog.current?.close();
  };
  // Not before it is closed: until then the focus can't go to a row.
  const act = () => {
    onClose();
    const item = chosen.current;
    if (item?.href) navigate(item.href);
    item?.act?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const last = items.length - 1;
    const at = Math.min(active, last);
    const steps: Record<string, number> = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(at + 8, last),
      PageUp: Math.max(at - 8, 0),
    };
    const step = steps[event.key];
    if (event.key === "Enter") choose(current);
    else if (step === undefined) return;
    else setActive(Math.max(step, 0));
    event.preventDefault();
  };

  return (
    <dialog ref={dialog} className="card dialog palette" aria-label="Search" onClose={act}>
      <div className="palette-field">
        <input
          className="input"
          type="text"
          role="combobox"
          inputMode="search"
          enterKeyHint="go"
          aria-label="Search contacts, pages and actions"
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={`${id}list`}
          aria-activedescendant={current && optionId(current)}
          placeholder="Name, company, email, phone, page or action"
          maxLength={LONGEST_SEARCH}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="button button-quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <Told finding={finding} isEmpty={items.length === 0} retry={() => setAttempt(attempt + 1)} />
      <div className="palette-list" role="listbox" id={`${id}list`} aria-label="Results">
        {groups.map(({ heading, items: lines }) => (
          <div key={heading} role="group" aria-labelledby={`${id}${heading}`}>
            <p className="menu-heading" id={`${id}${heading}`}>
              {heading}
            </p>
            {lines.map((item) => (
              // The field has the focus and the keys; the pointer only presses.
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div
                key={item.key}
                id={optionId(item)}
                role="option"
                aria-selected={item === current}
                className="palette-item"
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(item)}
              >
                <span dir="auto">{item.label}</span>
                {item.detail && (
                  <span className="muted" dir="auto">
                    {item.detail}
                  </span>
                )}
              </div>
            ))}
          </div>
        ))}
      </div>
    </dialog>
  );
}

function contactGroups({ contacts }: Finding): PaletteGroup[] {
  if (contacts.length === 0) return [];
  const items = contacts.map(({ id, name, detail }) => ({
    ...{ key: id, label: name, detail },
    href: profileHref(id),
  }));
  return [{ heading: "Contacts", items }];
}

/** How the search is going, in words. */
function Told({ finding, isEmpty, retry }: { finding: Finding; isEmpty: boolean; retry: () => void }) {
  const { state, contacts, isCut } = finding;
  const found = contacts.length === 0 ? (isEmpty ? "Nothing found" : "No contact found") : "";
  const text = { idle: "", loading: "Searching…", found: isCut ? "Type more to narrow it" : found, failed: "" }[state];
  return (
    <div className="palette-told" role="status">
      {state === "failed" ? (
        <>
          <span>Couldn’t search the contacts.</span>
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        </>
      ) : (
        <span className="muted">{text}</span>
      )}
    </div>
  );
}
