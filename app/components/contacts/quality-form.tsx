import { Form } from "@remix-run/react";
import type { Contact } from "../../domain/contact.ts";
import { LEAD_QUALITY_CHOICES, leadQualityLabel } from "../../domain/lead-quality-text.ts";
import { OrganizationField } from "../organization-field.tsx";

/** A contact's lead quality, set by one press. */
export function QualityForm({ contact: { id, name, leadQuality } }: { contact: Contact }) {
  return (
    <Form method="post" action={`/contacts/${encodeURIComponent(id)}/lead-quality`} preventScrollReset>
      <OrganizationField />
      <div className="quality-choices" role="group" aria-label="Lead quality">
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
      </div>
    </Form>
  );
}
