import type { Database } from "./collections.ts";

/** When any of the organization's contacts last changed, in milliseconds since 1970; 0 where it has none. */
export async function lastChange({ contacts }: Database, organizationId: string): Promise<number> {
  const newest = await contacts.findOne(
    { organizationId },
    { sort: { updatedAt: -1 }, projection: { _id: 0, updatedAt: 1 } },
  );
  return newest?.updatedAt.getTime() ?? 0;
}
