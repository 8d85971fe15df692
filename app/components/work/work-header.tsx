import { Link } from "@remix-run/react";
import { useKeyList } from "../hub/key-list.tsx";
import { Icon } from "../icon.tsx";
import { useShortcut } from "../shortcuts.tsx";
import { useLocale } from "../locale.ts";

/** The way out of working one at a time, how many contacts are left, and the list of keys. */
export function WorkHeader({ listHref, left }: { listHref: string; left: number }) {
  const locale = useLocale();
  const { attributes, hint } = useShortcut("Escape", "Esc");
  const { button } = useKeyList("work");
  return (
    <div className="page-header">
      <Link className="back-link" to={listHref} {...attributes}>
        <Icon name="back" /> Back to the list {hint}
      </Link>
      <div className="work-left">
        <p className="muted">{left.toLocaleString(locale)} left</p>
        {button}
      </div>
    </div>
  );
}
