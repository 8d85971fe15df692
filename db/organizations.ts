import type { Filter } from "mongodb";
import { usableTimeZone } from "../app/domain/calendar.ts";
import type { Database, OrganizationDocument } from "./collections.ts";

/** The organization with that id, or null. */
export function findOrganization(database: Database, _id: string): Promise<OrganizationDocument | null> {
  return findOne(database, { _id });
}

/** The organization with that slug, or null. */
export function findOrganizationBySlug(database: Database, slug: string): Promise<OrganizationDocument | null> {
  return findOne(database, { slug });
}

async function findOne(
  { organizations }: Database,
  filter: Filter<OrganizationDocument>,
): Promise<OrganizationDocument | null> {
  const found = await organizations.findOne(filter);
  return found && { ...found, timeZone: usableTimeZone(found.timeZone) };
}
