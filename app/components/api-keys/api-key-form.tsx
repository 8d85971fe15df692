import { Form } from "@remix-run/react";
import { useEffect, useRef, type ReactNode } from "react";
import type { NewKeyAnswer } from "../../api-keys/submit-new-key.server.ts";
import { LONGEST_KEY_NAME, type ApiKeyField } from "../../domain/api-key-form.ts";
import { API_KEY_SCOPE_LABELS, API_KEY_SCOPES, type ApiKeyScope } from "../../domain/api-key-scope.ts";
import { LAST_DATE } from "../../domain/date-limits.ts";
import { FormKey } from "../form-key.tsx";
import { OrganizationField } from "../organization-field.tsx";

const SCOPE_HINTS: Record<ApiKeyScope, string> = {
  contacts: "list, add and change all contacts",
  "panel-tokens": "create tokens for the panel on another site, which then acts for a member",
};

const EXPIRY_LABELS = { "30": "After 30 days", "90": "After 90 days", none: "Never", date: "On a date:" } as const;

/** Makes an API key; what was chosen stays where it couldn't be made. */
export function ApiKeyForm({
  formKey,
  today,
  again,
}: {
  formKey: string;
  today: string;
  again: Extract<NewKeyAnswer, { outcome: "again" }> | null;
}) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (again) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [again]);
  const chosen = again?.chosen ?? { name: "", scopes: [] as string[], expiry: "90", date: "" };
  const invalid = (field: ApiKeyField) =>
    again?.problems[field] ? ({ "aria-invalid": true, "aria-describedby": `key-${field}-problem` } as const) : {};
  const problem = (field: ApiKeyField) =>
    again?.problems[field] && (
      <p className="problem" id={`key-${field}-problem`}>
        {again.problems[field]}
      </p>
    );
  return (
    <Form method="post" className="card stack settings" noValidate ref={form} aria-labelledby="make-key-heading">
      <OrganizationField />
      <FormKey key={again?.sentBefore?.newKey} formKey={again?.sentBefore?.newKey ?? formKey} />
      <h2 id="make-key-heading">Create a key</h2>
      {again?.sentBefore && (
        <p className="notice notice-error" role="alert">
          {again.sentBefore.problem}
        </p>
      )}
      <div className="field">
        <label htmlFor="key-name">What is it for?</label>
        <input
          className="input"
          id="key-name"
          name="name"
          defaultValue={chosen.name}
          placeholder="For example: our intranet"
          autoComplete="off"
          required
          maxLength={LONGEST_KEY_NAME}
          dir="auto"
          {...invalid("name")}
        />
        {problem("name")}
      </div>
      <fieldset className="settings-choices">
        <legend className="field-label">Scopes</legend>
        {API_KEY_SCOPES.map((scope) => (
          <Choice key={scope}>
            <input
              type="checkbox"
              name="scopes"
              value={scope}
              defaultChecked={chosen.scopes.includes(scope)}
              {...invalid("scopes")}
            />
            <span>
              {API_KEY_SCOPE_LABELS[scope]}: {SCOPE_HINTS[scope]}
            </span>
          </Choice>
        ))}
        {problem("scopes")}
      </fieldset>
      <fieldset className="settings-choices">
        <legend className="field-label">Expires</legend>
        {Object.entries(EXPIRY_LABELS).map(([expiry, label]) => (
          <Choice key={expiry}>
            <input type="radio" name="expiry" value={expiry} defaultChecked={chosen.expiry === expiry} />
            {label}
          </Choice>
        ))}
        {problem("expiry")}
        <input
          className="input key-date"
          type="date"
          name="date"
          aria-label="Date on which the key expires"
          min={today}
          max={LAST_DATE}
          defaultValue={chosen.date}
          {...invalid("date")}
        />
        {problem("date")}
      </fieldset>
      <div>
        <button className="button button-primary">Create key</button>
      </div>
    </Form>
  );
}

function Choice({ children }: { children: ReactNode }) {
  return <label className="settings-choice">{children}</label>;
}
