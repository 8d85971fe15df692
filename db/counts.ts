import type { CountDocument, Database } from "./collections.ts";

/** The counts with those ids that haven't expired by `now`, by id; those that there aren't are missing. */
export async function readCounts(
  { counts }: Database,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, CountDocument>> {
  const found = await counts.find({ _id: { $in: [...ids] }, expiresAt: { $gt: now } }).toArray();
  return new Map(found.map((count) => [count._id, count]));
}

/** Adds to counts, each atomically, in one command; one that isn't there begins at 0. */
export async function addToCounts(
  { counts }: Database,
  additions: readonly { id: string; by: number; expiresAt: Date }[],
  now: Date,
): Promise<void> {
  const operations = additions.map(({ id, by, expiresAt }) => ({
    updateOne: {
      filter: { _id: id },
      update: { $inc: { count: by }, $set: { lastAt: now, expiresAt } },
      upsert: true,
    },
  }));
  await counts.bulkWrite(operations, { ordered: false });
}

/** Forgets a count: it begins at 0 again. */
export async function forgetCount({ counts }: Database, id: string): Promise<void> {
  await counts.deleteOne({ _id: id });
}
