import { Form, useLocation } from "@remix-run/react";
import type { Contact } from "../../domain/contact.ts";
import { OrganizationField } from "../organization-field.tsx";
import { DateInput } from "./date-input.tsx";

/** Sets or clears one contact's follow-up date. */
export function DateForm({
  contact: { id, name, nextFollowUpDate },
  action,
}: {
  contact: Pick<Contact, "id" | "name" | "nextFollowUpDate">;
  /** Where it is sent; without it, to the page that it stands on. */
  action?: string;
}) {
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action={action ?? pathname + search} className="date-form" preventScrollReset>
      <OrganizationField />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="seenDate" value={nextFollowUpDate ?? ""} />
      <DateInput name={name} date={nextFollowUpDate} />
      <button className="button" name="intent" value="set" aria-label={`Set follow-up for ${name}`}>
        Set
      </button>
      {nextFollowUpDate && (
        <button
          className="button button-quiet"
          name="intent"
          value="clear"
          aria-label={`Clear follow-up for ${name}`}
          formNoValidate
        >
          Clear
        </button>
      )}
    </Form>
  );
}
