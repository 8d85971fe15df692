import { Form, useLocation } from "@remix-run/react";
import { OrganizationField } from "../organization-field.tsx";

/** Says that some of the contacts are made up, and removes them. */
export function SampleNotice({ text }: { text: string | null }) {
  const { pathname } = useLocation();
  return (
    text && (
      <Form method="post" action="/sample-data" className="notice notice-info">
        <OrganizationField />
        <input type="hidden" name="redirectTo" value={pathname} />
        <p>{text}</p>
        <button className="button" name="intent" value="remove">
          Remove sample data
        </button>
      </Form>
    )
  );
}
