import { Link } from "@remix-run/react";
import type { Filter } from "../../domain/filters.ts";
import { useKeyList, KeyList } from "../hub/key-list.tsx";
import { Icon } from "../icon.tsx";
import { useShortcut } from "../shortcuts.tsx";
import { WORK_KEYS } from "./work-keys.ts";

/** The way out of working one at a time, how many contacts are left, and the list of keys. */
export function WorkHeader({ filter, left }: { filter: Filter; left: number }) {
  const { attributes, hint } = useShortcut("Escape", "Esc");
  const { dialog, button } = useKeyList();
  return (
    <div className="page-header">
      <Link className="back-link" to={`/follow-ups?filter=${filter}`} {...attributes}>
        <Icon name="back" /> Back to the list {hint}
      </Link>
      <div className="work-left">
        <p className="muted">{left.toLocaleString("en")} left</p>
        {button}
      </div>
      <KeyList dialog={dialog} keys={WORK_KEYS} />
    </div>
  );
}
