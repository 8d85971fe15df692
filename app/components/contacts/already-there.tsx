import { Link } from "@remix-run/react";
import type { AlikeContacts } from "../../database.server.ts";
import { profileHref } from "../../contacts/way-back.ts";

/** Tells that the email or phone of a contact that is being added is another one's, whom one may open instead. */
export function AlreadyThere({ alike: { seen, hasUnseen } }: { alike: AlikeContacts }) {
  return (
    <div className="notice notice-error" role="alert">
      <p>Not added yet: there is already a contact with this email or phone.</p>
      <ul>
        {seen.map(({ id, name, email, phone }) => (
          <li key={id}>
            <Link to={profileHref(id)} dir="auto">
              {name}
            </Link>{" "}
            <bdi>{[email, phone].filter(Boolean).join(", ")}</bdi>
          </li>
        ))}
        {hasUnseen && <li>{seen.length > 0 ? "And one" : "One"} that is assigned to somebody else.</li>}
      </ul>
    </div>
  );
}
