import { Form } from "@remix-run/react";
import { OrganizationField } from "../organization-field.tsx";

/** Says that contacts of former members are still on their way to others, and goes on where that was broken off. */
export function PendingHandOvers({ names }: { names: string[] }) {
  return (
    <Form method="post" action="/members/hand-overs" className="card stack">
      <OrganizationField />
      <p>
        Contacts of <bdi>{names.join(", ")}</bdi> are still being handed over. If this stays, it was interrupted.
      </p>
      <div>
        <button className="button">Continue</button>
      </div>
    </Form>
  );
}
