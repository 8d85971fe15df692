import type { AnyBulkWriteOperation, Filter as Match, WithId } from "mongodb";
import { searchPrefixes, type SearchedContact } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";

const BATCH_SIZE = 1_000;
const MOST_PASSES = 20;
const SEARCHED_FIELDS = { name: 1, company: 1, email: 1, phone: 1 } as const;

/** Makes what contacts are searched by where it isn't there yet; one that is edited meanwhile is looked at once more. */
export async function fillSearchPrefixes({ contacts }: Database, progress: (text: string) => void): Promise<void> {
  const missing = { searchPrefixes: null } as unknown as Match<ContactDocument>;
  const total = await contacts.countDocuments(missing);
  let filled = 0;
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    let writes: AnyBulkWriteOperation<ContactDocument>[] = [];
    const write = async () => {
      if (writes.length > 0) filled += (await contacts.bulkWrite(writes, { ordered: false })).modifiedCount;
      writes = [];
      progress(`${filled} of ${total} contacts`);
    };
    const stored = contacts.find(missing).project<WithId<SearchedContact>>(SEARCHED_FIELDS).batchSize(BATCH_SIZE);
    let met = 0;
    for await (const contact of stored) {
      met++;
      // What is looked for has to be as it was read, else the contact has another name by now.
      writes.push({ updateOne: { filter: contact, update: { $set: { searchPrefixes: searchPrefixes(contact) } } } });
      if (writes.length === BATCH_SIZE) await write();
    }
    await write();
    if (met === 0) return;
  }
}

/** Removes what earlier versions searched by: two indexes, and the field that they were of. */
export async function removeSearchKeys({ db }: Database, progress: (text: string) => void): Promise<void> {
  const contacts = db.collection("contacts");
  for (const { name, key } of await contacts.indexes()) {
    if (name && "searchKeys" in key) await contacts.dropIndex(name);
  }
  let removed = 0;
  for (;;) {
    const ids = await contacts
      .find({ searchKeys: { $ne: null } }, { projection: { _id: 1 } })
      .limit(BATCH_SIZE)
      .toArray();
    if (ids.length === 0) return;
    await contacts.updateMany({ _id: { $in: ids.map(({ _id }) => _id) } }, { $unset: { searchKeys: "" } });
    removed += ids.length;
    progress(`${removed} contacts`);
  }
}
