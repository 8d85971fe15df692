import { Form, Link, useLocation } from "@remix-run/react";
import { OrganizationField } from "./organization-field.tsx";
import { profileHref } from "../contacts/way-back.ts";

/** One thing that was done, ready to be shown: `at` is an ISO instant, `when` the same in the viewer's time zone. */
export interface DoneEntry {
  operationId: string;
  at: string;
  when: string;
  what: string;
  contacts: { id: string; name: string }[];
  /** How many more it was done with. */
  others: string | null;
  isUndone: boolean;
}

/** What was done, the last first; one's own each with Undo where it hasn't been undone. */
export function DoneList({ entries, isOwn }: { entries: DoneEntry[]; isOwn: boolean }) {
  const { pathname, search } = useLocation();
  return (
    <ul className="contacts" aria-label="Done today">
      {entries.map(({ operationId, at, when, what, contacts, others, isUndone }) => (
        <li className="contact" key={operationId}>
          <div className="contact-who">
            {contacts.map(({ id, name }, place) => (
              <span key={id}>
                {place > 0 && ", "}
                <Link to={profileHref(id)} dir="auto">
                  {name}
                </Link>
              </span>
            ))}
            {others && <strong>{contacts.length > 0 ? ` and ${others}` : others}</strong>}
            <p>
              {what} · <time dateTime={at}>{when}</time>
            </p>
          </div>
          {isUndone ? (
            <span className="chip">Undone</span>
          ) : (
            isOwn && (
              <Form method="post" action="/follow-ups/undo" preventScrollReset>
                <OrganizationField />
                <input type="hidden" name="operationId" value={operationId} />
                <input type="hidden" name="redirectTo" value={pathname + search} />
                <button className="button">
                  Undo
                  <span className="visually-hidden">
                    : {what}, {[...contacts.map(({ name }) => name), others].filter(Boolean).join(", ")}
                  </span>
                </button>
              </Form>
            )
          )}
        </li>
      ))}
    </ul>
  );
}
