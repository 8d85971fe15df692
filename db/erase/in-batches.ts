import type { Collection, Document, Filter } from "mongodb";

const BATCH_SIZE = 500;

/** Deletes all documents that match, some at a time, so that others have a turn in between; returns how many they were. */
export async function deleteInBatches<Kind extends Document>(
  collection: Collection<Kind>,
  filter: Filter<Kind>,
): Promise<number> {
  let count = 0;
  for (;;) {
    const found = await collection
      .find(filter, { projection: { _id: 1 } })
      .limit(BATCH_SIZE)
      .toArray();
    if (found.length === 0) return count;
    const ids = { _id: { $in: found.map(({ _id }) => _id as unknown) } } as Filter<Kind>;
    count += (await collection.deleteMany(ids)).deletedCount;
  }
}
