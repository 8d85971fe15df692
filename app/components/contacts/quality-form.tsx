import { Form } from "@remix-run/react";
import type { Contact } from "../../domain/contact.ts";
import { LEAD_QUALITY_CHOICES, leadQualityLabel } from "../../domain/lead-quality-text.ts";
import { OrganizationField } from "../organization-field.tsx";
import { profileHref } from "../../contacts/way-back.ts";

/** A contact's lead quality, set by one press. */
export function QualityForm({ contact: { id, name, leadQuality }, here }: { contact: Contact; here: string }) {
  return (
    <Form method="post" action={profileHref(id, { part: "lead-quality" })} preventScrollReset>
      <OrganizationField />
      <input type="hidden" name="redirectTo" value={here} />
      <fieldset className="quality-choices">
        <legend className="field-label">Lead quality</legend>
        {LEAD_QUALITY_CHOICES.map((choice) => (
          <button
            key={choice}
            className="button"
            name="leadQuality"
            value={choice ?? ""}
            aria-pressed={choice === leadQuality}
            aria-label={`Lead quality of ${name}: ${leadQualityLabel(choice)}`}
          >
            {leadQualityLabel(choice)}
          </button>
        ))}
      </fieldset>
    </Form>
  );
}
