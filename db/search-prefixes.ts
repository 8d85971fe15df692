import type { AnyBulkWriteOperation, Filter as Match, WithId } from "mongodb";
import { searchPrefixes, sortName, type SearchedContact } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";

const BATCH_SIZE = 1_000;
const MOST_PASSES = 20;
const SEARCHED_FIELDS = { name: 1, company: 1, email: 1, phone: 1 } as const;

/** Makes what contacts are searched by where it isn't there yet; one that is edited meanwhile is looked at once more. */
export async function fillSearchPrefixes({ contacts }: Database, progress: (text: string) => void): Promise<void> {
  const missing = { searchPrefixes: null } as unknown as Match<ContactDocument>;
  await fill(contacts, missing, SEARCHED_FIELDS, progress, (contact: SearchedContact) => ({
    searchPrefixes: searchPrefixes(contact),
  }));
}

/** Makes what names are put in order by where it isn't there yet, or is that of another name. */
export async function fillSortNames({ contacts }: Database, progress: (text: string) => void): Promise<void> {
  const fields = { name: 1, sortName: 1 } as const;
  await fill(contacts, {}, fields, progress, (contact: Pick<ContactDocument, "name" | "sortName">) => {
    const ofName = sortName(contact.name);
    return ofName === contact.sortName ? null : { sortName: ofName };
  });
}

/** Gives the contacts that match what is made of some of their fields, until a pass finds nothing left to write. */
async function fill<Fields extends object>(
  contacts: Database["contacts"],
  match: Match<ContactDocument>,
  fields: Record<keyof Fields, 1>,
  progress: (text: string) => void,
  make: (contact: Fields) => Partial<ContactDocument> | null,
): Promise<void> {
  const total = await contacts.countDocuments(match);
  let filled = 0;
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    let writes: AnyBulkWriteOperation<ContactDocument>[] = [];
    const write = async () => {
      if (writes.length > 0) filled += (await contacts.bulkWrite(writes, { ordered: false })).modifiedCount;
      writes = [];
      progress(`${filled} of ${total} contacts`);
    };
    const stored = contacts.find(match).project<WithId<Fields>>(fields).batchSize(BATCH_SIZE);
    let met = 0;
    for await (const contact of stored) {
      const made = make(contact as Fields);
      if (!made) continue;
      met++;
      // What is looked for has to be as it was read, else the contact has another name by now.
      writes.push({ updateOne: { filter: contact as Match<ContactDocument>, update: { $set: made } } });
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
