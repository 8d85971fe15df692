import { Form } from "@remix-run/react";
import { RESET_REFUSALS } from "../../domain/member-text.ts";
import { FormKey } from "../form-key.tsx";
import { OrganizationField } from "../organization-field.tsx";

/** Makes a link with which a member sets their password, or says why there is none to be had here. */
export function ResetLinkForm({ formKey, refusal }: { formKey: string; refusal: keyof typeof RESET_REFUSALS | null }) {
  return (
    <Form method="post" className="card stack" aria-labelledby="reset-heading">
      <OrganizationField />
      <FormKey formKey={formKey} />
      <h2 id="reset-heading">Reset password</h2>
      {refusal ? (
        <p>{RESET_REFUSALS[refusal]}</p>
      ) : (
        <>
          <p>Create a link with which they choose a new password. It works once, for three days.</p>
          <div>
            <button className="button" name="intent" value="resetLink">
              Create link
            </button>
          </div>
        </>
      )}
    </Form>
  );
}
