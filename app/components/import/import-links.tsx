import { Link } from "@remix-run/react";
import { Icon } from "../icon.tsx";

/** Where an admin brings contacts in and takes them out. */
export function ImportLinks() {
  return (
    <>
      <Link className="button" to="/import">
        Import
      </Link>
      <details className="menu">
        <summary className="button">
          Export <Icon name="down" />
        </summary>
        <div className="menu-items">
          <a href="/export?format=csv" download>
            Contacts as CSV
          </a>
          <a href="/export?format=ndjson" download>
            Contacts and activities as NDJSON
          </a>
        </div>
      </details>
    </>
  );
}
