import { Form } from "@remix-run/react";
import { LAST_DATE } from "../../domain/date-limits.ts";
import type { Leave } from "../../domain/working-days.ts";
import type { UnsavedAccount } from "../../account/submit-account-form.server.ts";

/** When a user is on leave, as it is saved, or as it was typed with what is wrong with it. */
export function LeaveForm({
  leave,
  unsaved,
}: {
  leave: Leave | null;
  unsaved: NonNullable<UnsavedAccount["leave"]> | null;
}) {
  const shown = unsaved ?? leave ?? { from: "", to: "" };
  const field = (name: "from" | "to") => ({
    className: "input",
    type: "date",
    name,
    max: LAST_DATE,
    defaultValue: shown[name],
    ...(unsaved?.field === name && { "aria-invalid": true, "aria-describedby": "leave-problem" }),
  });
  return (
    <Form
      method="post"
      action="/account"
      className="card stack"
      id="leave"
      key={`${shown.from} ${shown.to}`}
      noValidate
    >
      <input type="hidden" name="intent" value="leave" />
      <h2>Your leave</h2>
      <p className="muted">No follow-up is offered, set automatically or spread to a day on which you are away.</p>
      <div className="leave-days">
        <label className="field">
          <span className="field-label">First day</span>
          <input {...field("from")} />
        </label>
        <label className="field">
          <span className="field-label">Last day</span>
          <input {...field("to")} />
        </label>
      </div>
      {unsaved && (
        <p className="problem" id="leave-problem" role="alert">
          {unsaved.problem}
        </p>
      )}
      <div>
        <button className="button button-primary">Save leave</button>
      </div>
    </Form>
  );
}
