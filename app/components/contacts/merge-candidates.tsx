import { Form, Link } from "@remix-run/react";
import type { MergeCandidate } from "../../contacts/merge-view.server.ts";
import { SearchField } from "../search-field.tsx";

/** Finds the contact to merge with: those with the same email or phone at first, then those that a search finds. */
export function MergeCandidates({
  search,
  candidates,
  from,
}: {
  search: string;
  candidates: MergeCandidate[];
  /** The list that the profile was opened from; null where that isn't known. */
  from: string | null;
}) {
  return (
    <section className="card stack" aria-labelledby="candidates-heading">
      <Form method="get" role="search" className="contact-search">
        {from && <input type="hidden" name="from" value={from} />}
        <SearchField
          name="search"
          defaultValue={search}
          placeholder="Name, company, email or phone"
          aria-label="Search the other contact by name, company, email or phone"
          maxLength={200}
        />
      </Form>
      <h2 id="candidates-heading">{search === "" ? "With the same email or phone" : "Found"}</h2>
      {candidates.length === 0 ? (
        <p className="muted">{search === "" ? "None. Search for the other contact by name." : "No contacts found."}</p>
      ) : (
        <ul className="contacts">
          {candidates.map(({ id, name, ...facts }) => (
            <li className="contact" key={id}>
              <div className="contact-who">
                <Link to={`?${new URLSearchParams({ with: id, ...(from && { from }) })}`} dir="auto">
                  {name}
                </Link>
                <p>
                  <bdi>{[facts.company, facts.email, facts.phone].filter(Boolean).join(" · ")}</bdi>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
