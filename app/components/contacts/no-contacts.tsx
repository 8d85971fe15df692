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
  if (list.followUp === "none" && !list.search) {
    return (
      <section className="card empty" role="status">
        <h2 ref={heading} tabIndex={-1}>
          No one is without a next step
        </h2>
        <p className="muted">
          Everyone under these filters has a date. Who is marked done without a next one comes here.
        </p>
        <div className="form-actions">
          <Link className="button" to="/follow-ups/upcoming">
            Upcoming
          </Link>
          <Link className="button" to="/contacts">
            Show all contacts
          </Link>
        </div>
      </section>
    );
  }
  return (
    <section className="card empty" role="status">
      <h2 ref={heading} tabIndex={-1}>
        No contacts match
      </h2>
      <p className="muted">
        {list.search ? (
          <>
            No name, company, email or phone number has a word that begins with <bdi>“{list.search}”</bdi>
            {isNarrowed({ ...list, search: "" }) && " under these filters"}.
          </>
        ) : (
          "No contact fits these filters."
        )}
      </p>
      <Link className="button" to="/contacts">
        Show all contacts
      </Link>
    </section>
  );
}
