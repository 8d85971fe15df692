import { MongoServerError } from "mongodb";
import type { Database } from "./collections.ts";
import type { CountDocument } from "./count-document.ts";

const DUPLICATE_KEY = 11_000;

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

/** True for the first one who asks by that id, until it expires: what would be told at each request is then told once. */
export async function isFirst({ counts }: Database, id: string, now: Date, expiresAt: Date): Promise<boolean> {
  if (await counts.findOne({ _id: id }, { projection: { _id: 1 } })) return false;
  try {
    const first = { $setOnInsert: { count: 1, lastAt: now, expiresAt } };
    return (await counts.updateOne({ _id: id }, first, { upsert: true })).upsertedCount === 1;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
    throw error;
  }
}

/** Forgets a count: it begins at 0 again. */
export async function forgetCount({ counts }: Database, id: string): Promise<void> {
  await counts.deleteOne({ _id: id });
}
