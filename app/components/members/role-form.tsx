import { Form } from "@remix-run/react";
import type { Role } from "../../domain/role.ts";
import { OrganizationField } from "../organization-field.tsx";

/** Says what a member may do. */
export function RoleForm({ role }: { role: Role }) {
  return (
    <Form method="post" className="card stack settings" aria-labelledby="role-heading">
      <OrganizationField />
      <h2 id="role-heading">Role</h2>
      <RoleChoices key={role} chosen={role} problem={undefined} />
      <div>
        <button className="button" name="intent" value="role">
          Save role
        </button>
      </div>
    </Form>
  );
}

/** The choice between the two roles. */
export function RoleChoices({ chosen, problem }: { chosen: Role; problem: string | undefined }) {
  return (
    <fieldset className="settings-choices">
      <legend className="field-label">What they may do</legend>
      <label className="settings-choice">
        <input type="radio" name="role" value="member" defaultChecked={chosen === "member"} />
        Member: works through the contacts assigned to them
      </label>
      <label className="settings-choice">
        <input type="radio" name="role" value="admin" defaultChecked={chosen === "admin"} />
        Admin: sees all contacts, and manages settings and members
      </label>
      {problem && <p className="problem">{problem}</p>}
    </fieldset>
  );
}
