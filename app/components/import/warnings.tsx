import { Link } from "@remix-run/react";
import type { JobView } from "../../import/import-view.ts";
import { useLocale } from "../locale.ts";
import { profileHref } from "../../contacts/way-back.ts";

/** What of an import may not be meant: people who are there already, and dates that are never due. */
export function Warnings({ job: { alike, neverDue } }: { job: JobView }) {
  const locale = useLocale();
  return (
    <>
      {alike.count > 0 && (
        <div className="notice">
          <p>
            {alike.count === 1
              ? "One new contact has the email or phone of an existing one:"
              : `${alike.count.toLocaleString(locale)} new contacts have the email or phone of an existing one:`}
          </p>
          <ul>
            {alike.examples.map(({ name, other }, place) => (
              <li key={place}>
                <bdi>{name}</bdi>: <Link to={profileHref(other.id)}>{other.name}</Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {neverDue > 0 && (
        <p className="notice">
          {neverDue === 1
            ? "One contact with a follow-up date is archived, so it is never due."
            : `${neverDue.toLocaleString(locale)} contacts with a follow-up date are archived, so they are never due.`}
        </p>
      )}
    </>
  );
}
