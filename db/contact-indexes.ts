import type { ContactSort } from "../app/domain/contact-list.ts";
import type { Database } from "./collections.ts";

type Key = Record<string, 1 | -1>;

/** The order in which each sort lists contacts; it ends with the id, so that no two share a place. */
export const SORT_FIELDS = {
  name: { sortName: 1, id: 1 },
  "-name": { sortName: -1, id: -1 },
  date: { nextFollowUpDate: 1, sortName: 1, id: 1 },
  "-date": { nextFollowUpDate: -1, sortName: -1, id: -1 },
  changed: { updatedAt: -1, id: 1 },
} as const satisfies Record<ContactSort, Key>;

/** The orders that are another one's index, read from its end. */
const FROM_THE_END: Partial<Record<ContactSort, ContactSort>> = { "-name": "name", "-date": "date" };

const FACETS = { leadQuality: 1, status: 1 } as const;

/**
 * The index that lists contacts in that order, all of the organization's or those of one user. Lead quality and status
 * stand before the order, so that a page reads no contact that a filter refuses: where one isn't filtered by, its few
 * values are read side by side and merged.
 */
export function listIndex(scope: "organization" | "user", sort: ContactSort): Key {
  return {
    organizationId: 1,
    ...(scope === "user" && { assigneeIds: 1 }),
    ...FACETS,
    ...SORT_FIELDS[FROM_THE_END[sort] ?? sort],
  };
}

/** The index that has a user's due list in order; the status stands behind it so that counting never opens a contact. */
export const DUE_INDEX: Key = {
  organizationId: 1,
  assigneeIds: 1,
  nextFollowUpDate: 1,
  name: 1,
  id: 1,
  status: 1,
  leadQuality: 1,
};

/** The index that has it by lead quality: the hot ones come first, and few may be. */
export const HOT_DUE_INDEX: Key = {
  organizationId: 1,
  assigneeIds: 1,
  ...FACETS,
  nextFollowUpDate: 1,
  name: 1,
  id: 1,
};

/** The index that has the contacts whose words begin alike, in the order of their names. */
export const SEARCH_INDEX: Key = { organizationId: 1, searchPrefixes: 1, ...SORT_FIELDS.name };

/** All indexes that lists and searches of contacts rely on. */
export const CONTACT_LIST_INDEXES: { key: Key }[] = [
  ...(["organization", "user"] as const).flatMap((scope) =>
    (["name", "date", "changed"] as const).map((sort) => ({ key: listIndex(scope, sort) })),
  ),
  { key: SEARCH_INDEX },
];

/** The order of names in earlier versions, which put small letters and those with accents behind all others. */
const BY_PLAIN_NAME = { name: 1, id: 1 } as const;

/** Indexes of earlier versions for whose queries others are as good. */
export const UNNEEDED: readonly Key[] = [
  { organizationId: 1, assigneeIds: 1, leadQuality: 1, nextFollowUpDate: 1, name: 1, id: 1, status: 1 },
  { organizationId: 1, updatedAt: -1 },
];

/** The indexes of contacts in that order that nothing else needs. */
export const WITH_PLAIN_NAMES: readonly Key[] = [
  { organizationId: 1, ...FACETS, ...BY_PLAIN_NAME },
  { organizationId: 1, ...FACETS, nextFollowUpDate: 1, ...BY_PLAIN_NAME },
  { organizationId: 1, assigneeIds: 1, ...FACETS, ...BY_PLAIN_NAME },
  { organizationId: 1, searchPrefixes: 1, ...BY_PLAIN_NAME },
];

/** Drops those of the indexes that earlier versions made. */
export async function dropIndexes({ contacts }: Database, keys: readonly Key[]): Promise<void> {
  const unneeded = keys.map((key) => JSON.stringify(key));
  for (const { name, key } of await contacts.indexes()) {
    if (name && unneeded.includes(JSON.stringify(key))) await contacts.dropIndex(name);
  }
}
