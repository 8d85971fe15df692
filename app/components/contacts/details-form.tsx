import { Form, Link } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { UnsavedDetails } from "../../contacts/submit-profile-form.server.ts";
import { ContactFields } from "./contact-fields.tsx";
import { OrganizationField } from "../organization-field.tsx";
import { SubmitButton } from "../submit-button.tsx";

/** Edits a contact's details where they stand; what couldn't be saved stays as it was typed. */
export function DetailsForm({
  action,
  cancelHref,
  stored,
  again,
}: {
  action: string;
  cancelHref: string;
  /** The details as they are, which the form begins with. */
  stored: UnsavedDetails;
  /** What the last attempt to save was answered with. */
  again: UnsavedDetails | null;
}) {
  const form = useRef<HTMLFormElement>(null);
  // What the form began with stays, whatever the page hears of meanwhile, until an answer takes its place.
  const [{ edit, attempt }, setState] = useState({ edit: again ?? stored, attempt: 0 });
  const [answer, setAnswer] = useState(again);
  if (again && again !== answer) {
    setAnswer(again);
    setState({ edit: again, attempt: attempt + 1 });
  }
  const isConflict = Object.keys(edit.theirs).length > 0;
  const isWrong = isConflict || Object.keys(edit.errors).length > 0;
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>(isWrong ? "[aria-invalid=true]" : "[name=name]");
    first?.focus();
  }, [attempt, isWrong]);
  return (
    <section className="card stack" id="details" aria-labelledby="facts-heading">
      <h2 id="facts-heading">Edit details</h2>
      {isWrong && (
        <p className="notice notice-error" role="alert">
          {isConflict
            ? "Someone else changed this contact while you were editing. Nothing is saved yet, and everything you typed is still here: compare, and save to keep yours."
            : "Not saved yet: check the marked fields."}
        </p>
      )}
      <Form method="post" action={action} className="stack" ref={form} noValidate={isWrong} preventScrollReset>
        <OrganizationField />
        <input type="hidden" name="seen" value={edit.seen} />
        <ContactFields key={attempt} typed={edit.typed} errors={edit.errors} theirs={edit.theirs} />
        <div className="form-actions">
          <SubmitButton name="intent" value="details">
            {isConflict ? "Save mine" : "Save"}
          </SubmitButton>
          <Link className="button button-quiet" to={cancelHref} preventScrollReset>
            Cancel
          </Link>
        </div>
      </Form>
    </section>
  );
}
