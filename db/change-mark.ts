import type { Database } from "./collections.ts";

// Changes that are on their way together may arrive out of the order of their clocks: several are looked at.
const NEWEST = 20;

/** A text that is another one after any of the organization's contacts has changed; the index alone answers it. */
export async function changeMark({ contacts }: Database, organizationId: string): Promise<string> {
  const newest = await contacts
    .find({ organizationId })
    .sort({ updatedAt: -1 })
    .limit(NEWEST)
    .project<{ updatedAt: Date }>({ _id: 0, updatedAt: 1 })
    .toArray();
  return newest.map(({ updatedAt }) => updatedAt.getTime().toString(36)).join("");
}
