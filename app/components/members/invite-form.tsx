import { Form } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { SentBefore } from "../../domain/form-key.ts";
import type { Problems } from "../../domain/member-form.ts";
import { FormKey } from "../form-key.tsx";
import { OrganizationField } from "../organization-field.tsx";
import { RoleChoices } from "./role-form.tsx";

/** Invites somebody; what was typed stays where they couldn't be invited. */
export function InviteForm({
  formKey,
  refused,
}: {
  formKey: string;
  refused: {
    typed: { email: string; role: string };
    problems: Problems<"email" | "role">;
    sentBefore?: SentBefore;
  } | null;
}) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [refused]);
  const problem = refused?.problems.email;
  const invalid = problem ? ({ "aria-invalid": true, "aria-describedby": "invite-email-problem" } as const) : {};
  return (
    <Form method="post" className="card stack settings" noValidate ref={form} aria-labelledby="invite-heading">
      <OrganizationField />
      <FormKey key={refused?.sentBefore?.newKey} formKey={refused?.sentBefore?.newKey ?? formKey} />
      <h2 id="invite-heading">Invite a member</h2>
      {refused?.sentBefore && (
        <p className="notice notice-error" role="alert">
          {refused.sentBefore.problem}
        </p>
      )}
      <div className="field">
        <label htmlFor="invite-email">Email</label>
        <input
          className="input"
          id="invite-email"
          name="email"
          type="email"
          autoComplete="off"
          required
          defaultValue={refused?.typed.email}
          {...invalid}
        />
        {problem && (
          <p className="problem" id="invite-email-problem">
            {problem}
          </p>
        )}
      </div>
      <RoleChoices chosen={refused?.typed.role === "admin" ? "admin" : "member"} problem={refused?.problems.role} />
      <div>
        <button className="button button-primary">Create invitation</button>
      </div>
    </Form>
  );
}
