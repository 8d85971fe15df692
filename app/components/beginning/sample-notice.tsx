import { Form, useLocation } from "@remix-run/react";
import { sampleCount } from "../../domain/sample-text.ts";
import { useLocale } from "../locale.ts";
import { OrganizationField } from "../organization-field.tsx";

/** Says that some of the contacts are made up, and removes them. */
export function SampleNotice({ count }: { count: number }) {
  const { pathname } = useLocation();
  const locale = useLocale();
  if (count === 0) return null;
  return (
    <Form method="post" action="/sample-data" className="notice notice-info">
      <OrganizationField />
      <input type="hidden" name="redirectTo" value={pathname} />
      <p>
        You are trying the hub with {sampleCount(count, locale)}. Removing takes them away with all that you have
        changed and noted there.
      </p>
      <button className="button" name="intent" value="remove">
        Remove sample data
      </button>
    </Form>
  );
}
