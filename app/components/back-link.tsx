import { Link } from "@remix-run/react";
import type { WayBack } from "../contacts/way-back.ts";
import { Icon } from "./icon.tsx";

/** The way back to the list that one has come from. */
export function BackLink({ href, label }: WayBack) {
  return (
    <p>
      <Link className="back-link" to={href}>
        <Icon name="back" /> {label}
      </Link>
    </p>
  );
}
