import { Link } from "@remix-run/react";
import type { Filter } from "../../domain/filters.ts";
import { useShortcut } from "../shortcuts.tsx";

/** The way out of working one at a time, and how many contacts are left. */
export function WorkHeader({ filter, left }: { filter: Filter; left: number }) {
  const { attributes, hint } = useShortcut("Escape", "Esc");
  return (
    <div className="page-header">
      <Link to={`/follow-ups?filter=${filter}`} {...attributes}>
        Back to the list {hint}
      </Link>
      <p className="muted">{left.toLocaleString("en")} left</p>
    </div>
  );
}
