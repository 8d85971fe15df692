import { Form } from "@remix-run/react";
import { OrganizationField } from "../organization-field.tsx";
import { SubmitButton } from "../submit-button.tsx";
import { AssigneeNames } from "./assignee-names.tsx";

/** Who a contact is assigned to, and behind a button any of the organization's members, or nobody. */
export function AssigneesForm({
  action,
  members,
  assigneeIds,
  names,
}: {
  action: string;
  members: { id: string; name: string }[];
  assigneeIds: string[];
  /** The names of those who are still members. */
  names: string[];
}) {
  // Who isn't listed can't be unticked, and so stays.
  const unlisted = assigneeIds.filter((assigneeId) => members.every(({ id }) => id !== assigneeId));
  return (
    <section className="card stack-tight" id="assignees" aria-labelledby="assignees-heading">
      <h2 id="assignees-heading">Assigned to</h2>
      <p>
        <AssigneeNames names={names} />
      </p>
      {/* What is saved closes it. */}
      <details className="disclosure" key={assigneeIds.join(" ")}>
        <summary>{names.length === 0 ? "Assign" : "Change"}</summary>
        <Form method="post" action={action} className="stack-tight" preventScrollReset>
          <OrganizationField />
          {assigneeIds.map((id) => (
            <input key={`seen ${id}`} type="hidden" name="seenIds" value={id} />
          ))}
          {unlisted.map((id) => (
            <input key={`unlisted ${id}`} type="hidden" name="userIds" value={id} />
          ))}
          <fieldset className="member-choices">
            <legend className="visually-hidden">Members</legend>
            {members.map(({ id, name }) => (
              <label key={id} className="choice">
                <input type="checkbox" name="userIds" value={id} defaultChecked={assigneeIds.includes(id)} />
                <bdi>{name}</bdi>
              </label>
            ))}
          </fieldset>
          <SubmitButton name="intent" value="assignees">
            Save assignees
          </SubmitButton>
        </Form>
      </details>
    </section>
  );
}
