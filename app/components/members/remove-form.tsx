import { Form } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { contactCount } from "../../domain/result-text.ts";
import { OrganizationField } from "../organization-field.tsx";
import { useLocale } from "../locale.ts";

/** Removes a member, whose contacts another one takes over, or nobody. */
export function RemoveForm({
  name,
  contacts,
  apiKeys,
  others,
  problem,
}: {
  name: string;
  contacts: number;
  /** The names of the API keys that they have made. */
  apiKeys: string[];
  others: { id: string; name: string }[];
  problem: string | null;
}) {
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problem]);
  return (
    <Form method="post" className="card stack" ref={form} aria-labelledby="remove-heading">
      <OrganizationField />
      <h2 id="remove-heading">Remove {name}</h2>
      <p>
        They are signed out of this organization at once; their calendar address and the links that they made end.{" "}
        {contacts > 0
          ? `${contactCount(contacts, locale)} of theirs ${contacts === 1 ? "goes" : "go"} to somebody else, with the dates set.`
          : "No contact is assigned to them."}
      </p>
      <div className="field">
        <label htmlFor="hand-over-to">Hand over to</label>
        <select
          className="input"
          id="hand-over-to"
          name="handOverTo"
          defaultValue={contacts > 0 ? "choose" : ""}
          {...(problem && { "aria-invalid": true, "aria-describedby": "hand-over-problem" })}
        >
          {contacts > 0 && <option value="choose">Choose…</option>}
          <option value="">Nobody (only admins see them)</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        {problem && (
          <p className="problem" id="hand-over-problem">
            {problem}
          </p>
        )}
      </div>
      {apiKeys.length > 0 && (
        <label className="settings-choice">
          <input type="checkbox" name="revokeKeys" defaultChecked />
          <span>
            Revoke the API keys that they made, for good: <bdi>{apiKeys.join(", ")}</bdi>
          </span>
        </label>
      )}
      <div>
        <button className="button" name="intent" value="remove">
          Remove {name}
        </button>
      </div>
    </Form>
  );
}
