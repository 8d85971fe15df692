import type { Collection } from "mongodb";
import { searchKeys } from "../app/domain/search.ts";
import type { ContactDocument } from "./collections.ts";
import { SEARCH_INDEX } from "./contact-indexes.ts";

const BATCH_SIZE = 1_000;

/** Makes the search keys of contacts that were stored before there were any; once the index is there, it has been done. */
export async function fillSearchKeys(contacts: Collection<ContactDocument>): Promise<void> {
  const wanted = JSON.stringify(SEARCH_INDEX);
  if ((await contacts.indexes()).some(({ key }) => JSON.stringify(key) === wanted)) return;
  const stored = contacts
    .find({})
    .project<Pick<ContactDocument, "name" | "company" | "email" | "assigneeIds"> & { _id: unknown }>({
      name: 1,
      company: 1,
      email: 1,
      assigneeIds: 1,
    })
    .batchSize(BATCH_SIZE);
  let writes: { updateOne: { filter: object; update: object } }[] = [];
  for await (const { _id, ...contact } of stored) {
    const update = { $set: { searchKeys: searchKeys(contact) }, $unset: { searchWords: "" } };
    writes.push({ updateOne: { filter: { _id }, update } });
    if (writes.length < BATCH_SIZE) continue;
    await contacts.bulkWrite(writes);
    writes = [];
  }
  if (writes.length > 0) await contacts.bulkWrite(writes);
}
