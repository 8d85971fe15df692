import type { Database, OrganizationDocument } from "./collections.ts";

/** The organization with that id, or null. */
export function findOrganization({ organizations }: Database, _id: string): Promise<OrganizationDocument | null> {
  return organizations.findOne({ _id });
}
