import { Form, Link } from "@remix-run/react";
import { dueViewHref, dueViewQuery } from "../domain/due-view.ts";
import { followUpCount } from "../domain/result-text.ts";
import type { ReassignView } from "../follow-ups/reassign-view.server.ts";
import { FormKey } from "./form-key.tsx";
import { useLocale } from "./locale.ts";
import { OrganizationField } from "./organization-field.tsx";
import { SubmitButton } from "./submit-button.tsx";

const OF_FILTER = { all: "due", overdue: "overdue", today: "due today", hot: "hot and due" };

/** Asks who takes over follow-ups, and gives them to them. */
export function ReassignForm({ view, formKey }: { view: ReassignView; formKey: string }) {
  const locale = useLocale();
  const { of, personIds, count, isTooMany, members } = view;
  const which = personIds.length > 0 ? "that you selected" : OF_FILTER[of.filter];
  if (count === 0 || isTooMany || members.length === 0) {
    return (
      <section className="card stack">
        <p>
          {members.length === 0
            ? "There is nobody else to give them to. Invite a member first."
            : isTooMany
              ? "Those are too many to reassign at once. Begin with the hot ones, or fewer of them."
              : "Nothing to reassign."}
        </p>
        <p>
          <Link className="button" to={dueViewHref(of)}>
            Back to the list
          </Link>
        </p>
      </section>
    );
  }
  return (
    <section className="card stack">
      <p>
        {followUpCount(count, locale)} {which}. {count === 1 ? "It keeps its date" : "They keep their dates"}; who else
        is assigned stays.
      </p>
      <Form method="post" className="stack">
        <OrganizationField />
        <FormKey formKey={formKey} />
        {[...dueViewQuery(of)].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {personIds.map((id) => (
          <input key={id} type="hidden" name="personIds" value={id} />
        ))}
        <div className="field">
          <label htmlFor="to">Give to</label>
          <select className="input" id="to" name="userId" defaultValue="" required>
            <option value="" disabled>
              Choose a member
            </option>
            {members.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div className="form-actions">
          <SubmitButton>Reassign {followUpCount(count, locale)}</SubmitButton>
          <Link className="button button-quiet" to={dueViewHref(of)}>
            Cancel
          </Link>
        </div>
      </Form>
    </section>
  );
}
