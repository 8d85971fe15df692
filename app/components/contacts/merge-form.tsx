import { Form, Link } from "@remix-run/react";
import type { MergeChoice } from "../../contacts/merge-view.server.ts";
import { mergeChoiceName } from "../../domain/merge.ts";
import { OrganizationField } from "../organization-field.tsx";

/** Asks field by field which of two contacts wins, and merges them. */
export function MergeForm({
  name,
  other,
  operationId,
  cancelHref,
}: {
  /** The contact that is kept. */
  name: string;
  other: { id: string; name: string; assignees: string[]; choices: MergeChoice[] };
  operationId: string;
  cancelHref: string;
}) {
  return (
    <Form method="post" className="card stack">
      <OrganizationField />
      <input type="hidden" name="operationId" value={operationId} />
      <input type="hidden" name="with" value={other.id} />
      {other.choices.length === 0 && <p>Both have the same details.</p>}
      {other.choices.map(({ field, label, kept, other: theirs, isTaken }) => (
        <fieldset className="member-choices" key={field}>
          <legend className="field-label">{label}</legend>
          <label className="choice">
            <input type="radio" name={mergeChoiceName(field)} value="kept" defaultChecked={!isTaken} />
            <bdi>{kept}</bdi>
          </label>
          <label className="choice">
            <input type="radio" name={mergeChoiceName(field)} value="other" defaultChecked={isTaken} />
            <bdi>{theirs}</bdi>
          </label>
        </fieldset>
      ))}
      <p>
        Both timelines become one, and who is assigned to either stays assigned. <bdi>{other.name}</bdi> then is part of{" "}
        <bdi>{name}</bdi>. For a day you can undo that under Done today.
      </p>
      <div className="form-actions">
        <button className="button button-primary">Merge contacts</button>
        <Link className="button" to={cancelHref}>
          Choose another
        </Link>
      </div>
    </Form>
  );
}
