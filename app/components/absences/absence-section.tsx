import { Form } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { AbsenceView } from "../../absences/absence-view.server.ts";
import { FormKey } from "../form-key.tsx";
import { OrganizationField } from "../organization-field.tsx";
import { SubmitButton } from "../submit-button.tsx";

/** When a member is away and who stands in, each to be removed, and the form that adds to them. */
export function AbsenceSection({ view, redirectTo }: { view: AbsenceView; redirectTo: string }) {
  const { userId, name, isOwn, absences, others, today, formKey, again } = view;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (again) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [again]);
  const problem = (field: "from" | "until" | "standInId") =>
    again?.refusal.field === field ? { "aria-invalid": true, "aria-describedby": "absence-problem" } : {};
  const which = (
    <>
      <OrganizationField />
      <input type="hidden" name="userId" value={userId} />
      <input type="hidden" name="redirectTo" value={redirectTo} />
    </>
  );
  return (
    <section className="card stack" id="away" aria-labelledby="away-heading">
      <h2 id="away-heading">Away</h2>
      <p className="muted">
        {isOwn
          ? "While you are away, who stands in sees your follow-ups beside their own and can act on them; after the last day they don’t any more."
          : "While they are away, who stands in sees their follow-ups beside their own and can act on them; after the last day they don’t any more."}
      </p>
      {absences.length > 0 && (
        <ul className="session-list" aria-label="Absences">
          {absences.map(({ id, text, isUncovered }) => (
            <li key={id} className="session">
              <p {...(isUncovered && { className: "problem" })}>{text}</p>
              <Form method="post" action="/away" preventScrollReset>
                {which}
                <input type="hidden" name="absenceId" value={id} />
                <button className="button" name="intent" value="remove">
                  Remove<span className="visually-hidden">: {text}</span>
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {others.length === 0 ? (
        <p className="muted">There is nobody else yet who could stand in.</p>
      ) : (
        <Form method="post" action="/away" className="stack" ref={form} preventScrollReset noValidate>
          {which}
          <FormKey key={formKey} formKey={formKey} />
          <div className="absence-fields">
            <label className="field">
              <span className="field-label">From</span>
              <input
                className="input"
                type="date"
                name="from"
                defaultValue={again?.typed.from ?? ""}
                {...problem("from")}
              />
            </label>
            <label className="field">
              <span className="field-label">Until</span>
              <input
                className="input"
                type="date"
                name="until"
                min={today}
                defaultValue={again?.typed.until ?? ""}
                {...problem("until")}
              />
            </label>
            <label className="field">
              <span className="field-label">Stand-in</span>
              <select
                className="input"
                name="standInId"
                defaultValue={again?.typed.standInId ?? ""}
                {...problem("standInId")}
              >
                <option value="">Choose a member</option>
                {others.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {again && (
            <p className="problem" id="absence-problem" role="alert">
              {again.refusal.message}
            </p>
          )}
          <div>
            <SubmitButton name="intent" value="add">
              {isOwn ? "Say that I am away" : `Say that ${name} is away`}
            </SubmitButton>
          </div>
        </Form>
      )}
    </section>
  );
}
