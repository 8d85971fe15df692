import { Form } from "@remix-run/react";
import type { ApiKeyView } from "../../api-keys/api-key-views.server.ts";
import { OrganizationField } from "../organization-field.tsx";

/** An organization's API keys, each with a way to end it. */
export function ApiKeyList({ keys }: { keys: ApiKeyView[] }) {
  if (keys.length === 0) return <p className="muted">No API keys yet. Create one to connect another system.</p>;
  return (
    <ul className="card api-key-list" aria-label="API keys">
      {keys.map(({ id, name, start, scopes, made, lastUsed, ends, isExpired }) => (
        <li key={id} className="session">
          <div>
            <p>
              <strong dir="auto">{name}</strong> {start && <code>{start}…</code>}{" "}
              {isExpired && <span className="chip">Expired</span>}
            </p>
            <p className="muted">For: {scopes || "nothing"}</p>
            <p className="muted">Created {made}</p>
            <p className="muted">
              Last used: {lastUsed}. {isExpired ? "Expired" : "Expires"}: {ends}.
            </p>
          </div>
          <Form method="post" action="/api-keys/revoke">
            <OrganizationField />
            <button className="button" name="keyId" value={id} aria-label={`Revoke ${name}`}>
              Revoke
            </button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
