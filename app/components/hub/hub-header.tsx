import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { HubLink } from "../../follow-ups/hub-links.server.ts";

/** The hub's title with the day, and the other ways through the list and out of it. */
export function HubHeader({
  title,
  todayText,
  ways,
  keys,
}: {
  title: string;
  todayText: string;
  /** The ways; only the last one, out of it, where there is nothing to work through. */
  ways: HubLink[];
  /** What opens the list of keys. */
  keys: ReactNode;
}) {
  return (
    <div className="page-header hub-header">
      <div>
        <h1 dir="auto">{title}</h1>
        <p className="muted">{todayText}</p>
      </div>
      <nav aria-label="Related pages">
        {ways.map(({ href, label }) => (
          <Link key={label} to={href} className="button button-quiet">
            {label}
          </Link>
        ))}
        {ways.length > 1 && keys}
      </nav>
    </div>
  );
}
