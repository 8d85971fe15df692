import { Link } from "@remix-run/react";
import type { RefObject } from "react";
import { isNarrowed, type ContactListRequest } from "../../domain/contact-list.ts";

/** What a list without contacts says, and the way on. */
export function NoContacts({ list, heading }: { list: ContactListRequest; heading: RefObject<HTMLHeadingElement> }) {
  if (!isNarrowed(list)) {
    return (
      <section className="card empty" role="status">
        <h2 ref={heading} tabIndex={-1}>
          No more contacts
        </h2>
        <p className="muted">This page is past the end of the list.</p>
        <Link className="button" to="/contacts">
          Go to the first page
        </Link>
      </section>
    );
  }
  return (
    <section className="card empty" role="status">
      <h2 ref={heading} tabIndex={-1}>
        No contact matches
      </h2>
      <p className="muted">
        {list.search ? (
          <>
            No word of a name, company, email or phone number begins with <bdi>“{list.search}”</bdi>
            {isNarrowed({ ...list, search: "" }) && " among those that the filters leave"}.
          </>
        ) : (
          "There are none like that."
        )}
      </p>
      <Link className="button" to="/contacts">
        Show all contacts
      </Link>
    </section>
  );
}
