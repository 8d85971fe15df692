import { createContext, useContext } from "react";

/** The id of the organization that the page is about. */
export const PageOrganization = createContext("");

/** Tells with a form which organization its page is about: another tab may have switched since. */
export function OrganizationField() {
  const organizationId = useContext(PageOrganization);
  return <input type="hidden" name="organizationId" value={organizationId} />;
}
