import { Form } from "@remix-run/react";
import { OrganizationField } from "../organization-field.tsx";

/** Says who a contact is assigned to: any of the organization's members, or nobody. */
export function AssigneesForm({
  action,
  members,
  assigneeIds,
}: {
  action: string;
  members: { id: string; name: string }[];
  assigneeIds: string[];
}) {
  // Who isn't listed can't be unticked, and so stays.
  const unlisted = assigneeIds.filter((assigneeId) => members.every(({ id }) => id !== assigneeId));
  return (
    <section className="card" id="assignees" aria-labelledby="assignees-heading">
      <Form method="post" action={action} className="stack" preventScrollReset>
        <OrganizationField />
        <h2 id="assignees-heading">Assigned to</h2>
        {assigneeIds.map((id) => (
          <input key={`seen ${id}`} type="hidden" name="seenIds" value={id} />
        ))}
        {unlisted.map((id) => (
          <input key={`unlisted ${id}`} type="hidden" name="userIds" value={id} />
        ))}
        <fieldset className="member-choices">
          <legend className="visually-hidden">Members</legend>
          {members.map(({ id, name }) => (
            <label key={`${id} ${assigneeIds.includes(id)}`} className="choice">
              <input type="checkbox" name="userIds" value={id} defaultChecked={assigneeIds.includes(id)} />
              <bdi>{name}</bdi>
            </label>
          ))}
        </fieldset>
        <div className="form-actions">
          <button className="button" name="intent" value="assignees">
            Save assignees
          </button>
        </div>
      </Form>
    </section>
  );
}
