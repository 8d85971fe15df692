import { Form, Link } from "@remix-run/react";
import { markOf } from "../domain/done-as-form.ts";
import { DONE_AS_PAGE } from "../domain/outcome.ts";
import type { DoneAsView } from "../follow-ups/done-as.server.ts";
import { OrganizationField } from "./organization-field.tsx";
import { OutcomeFields } from "./outcome-fields.tsx";
import { SubmitButton } from "./submit-button.tsx";

/** Marks follow-ups done with what came of them, and leads back to where one has come from. */
export function DoneAsForm({ view }: { view: DoneAsView }) {
  const { personIds, whose, dates, today, redirectTo, typed, problem, hasNewDates } = view;
  return (
    <Form method="post" action={DONE_AS_PAGE} className="card stack done-as">
      <OrganizationField />
      {personIds.map((id) => (
        <input key={id} type="hidden" name="personIds" value={id} />
      ))}
      {whose && <input type="hidden" name="for" value={whose} />}
      <input type="hidden" name="redirectTo" value={redirectTo} />
      <input type="hidden" name="seen" value={markOf(dates)} />
      {hasNewDates && (
        <p className="notice notice-error" role="alert">
          Nothing was changed yet: the next try would be on another day by now. Look once more.
        </p>
      )}
      <OutcomeFields dates={dates} today={today} typed={typed} problem={problem} />
      <div className="form-actions">
        <SubmitButton>Mark done</SubmitButton>
        <Link className="button button-quiet" to={redirectTo}>
          Cancel
        </Link>
      </div>
    </Form>
  );
}
