import { Form } from "@remix-run/react";
import type { ContactCadence } from "../../database.server.ts";
import { LONGEST_CADENCE_DAYS, NO_CADENCE_DAYS } from "../../domain/cadence.ts";
import { cadenceText, rhythmText } from "../../domain/cadence-text.ts";
import { OrganizationField } from "../organization-field.tsx";
import { profileHref } from "../../contacts/way-back.ts";

/** How often a contact is followed up, and how to change that for this one. */
export function CadenceForm({
  contactId,
  cadence,
  here,
}: {
  contactId: string;
  cadence: ContactCadence;
  here: string;
}) {
  const { cadenceDays, leadQuality, settings } = cadence;
  const usual = settings.byLeadQuality[leadQuality ?? "none"];
  return (
    <details className="disclosure">
      <summary>
        <span className="field-label">Cadence</span>{" "}
        <span className="muted">{cadenceText({ cadenceDays, leadQuality }, settings)}</span>
      </summary>
      <Form method="post" action={profileHref(contactId, { part: "cadence" })} preventScrollReset>
        <OrganizationField />
        <input type="hidden" name="redirectTo" value={here} />
        <input type="hidden" name="seenDays" value={cadenceDays ?? ""} />
        <div className="cadence-choices">
          <label>
            <span>Every</span>
            <input
              key={cadenceDays}
              className="input"
              type="number"
              name="days"
              min={1}
              max={LONGEST_CADENCE_DAYS}
              inputMode="numeric"
              defaultValue={cadenceDays || ""}
              placeholder={usual === null ? undefined : String(usual)}
              aria-label="Every how many days"
              required
            />
            <span>days</span>
          </label>
          <button className="button" name="intent" value="set">
            Set cadence
          </button>
          {cadenceDays !== null && (
            <button className="button button-quiet" name="intent" value="inherit" formNoValidate>
              By lead quality ({rhythmText(usual)})
            </button>
          )}
          {cadenceDays !== NO_CADENCE_DAYS && (cadenceDays !== null || usual !== null) && (
            <button className="button button-quiet" name="intent" value="none" formNoValidate>
              No cadence
            </button>
          )}
        </div>
      </Form>
    </details>
  );
}
