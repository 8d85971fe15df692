import type { AnyBulkWriteOperation, Collection, WithId } from "mongodb";
import { searchKeys, type SearchedContact } from "../app/domain/search.ts";
import type { ContactDocument } from "./collections.ts";
import { SEARCH_INDEX } from "./contact-indexes.ts";

const BATCH_SIZE = 1_000;

/** What search keys are made of. */
export const SEARCHED_FIELDS = { name: 1, company: 1, email: 1, leadQuality: 1, status: 1, assigneeIds: 1 } as const;

/**
 * Makes the search keys of contacts that were stored before there were any, or before they were as they are now; once
 * the index is there, it has been done.
 */
export async function fillSearchKeys(contacts: Collection<ContactDocument>): Promise<void> {
  const indexes = await contacts.indexes();
  if (indexes.some(({ name }) => name === SEARCH_INDEX)) return;
  let writes: AnyBulkWriteOperation<ContactDocument>[] = [];
  const stored = contacts.find({}).project<WithId<SearchedContact>>(SEARCHED_FIELDS).batchSize(BATCH_SIZE);
  for await (const { _id, ...contact } of stored) {
    writes.push({ updateOne: { filter: { _id }, update: { $set: { searchKeys: searchKeys(contact) } } } });
    if (writes.length < BATCH_SIZE) continue;
    await contacts.bulkWrite(writes);
    writes = [];
  }
  if (writes.length > 0) await contacts.bulkWrite(writes);
  for (const { name, key } of indexes) if (name && "searchKeys" in key) await contacts.dropIndex(name);
}
