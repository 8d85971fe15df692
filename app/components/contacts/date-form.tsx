import { Form, useLocation } from "@remix-run/react";
import type { Contact } from "../../domain/contact.ts";

/** Sets or clears one contact's follow-up date. */
export function DateForm({ contact: { id, name, nextFollowUpDate } }: { contact: Contact }) {
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action={pathname + search} className="date-form" preventScrollReset>
      <input type="hidden" name="id" value={id} />
      <input
        key={nextFollowUpDate}
        className="input"
        type="date"
        name="date"
        defaultValue={nextFollowUpDate ?? ""}
        aria-label={`Follow-up date for ${name}`}
      />
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
