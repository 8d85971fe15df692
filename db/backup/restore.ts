import type { Document } from "mongodb";
import type { Database } from "../collections.ts";
import { prepareSchema } from "../schema-steps.ts";
import { backedUpCollections, readBackup, UnusableBackup, type Trailer } from "./backup-file.ts";

const BATCH_SIZE = 500;

/** `unusable` says what is wrong with the file, `notEmpty` what is in the database already; nothing is changed then. */
export type Restored =
  | { outcome: "restored"; counts: Trailer["counts"] }
  | { outcome: "unusable"; problem: string }
  | { outcome: "notEmpty"; collection: string };

/** Puts a backup into an empty database: all of it, or nothing. The whole file is checked before anything is written. */
export async function restore(database: Database, file: string): Promise<Restored> {
  try {
    await check(database, file);
    const collection = await firstNotEmpty(database);
    if (collection !== null) return { outcome: "notEmpty", collection };
    return { outcome: "restored", counts: await write(database, file) };
  } catch (error) {
    if (error instanceof UnusableBackup) return { outcome: "unusable", problem: error.message };
    throw error;
  }
}

async function check(database: Database, file: string): Promise<void> {
  const known = new Set<string>(backedUpCollections(database));
  for await (const { name } of readBackup(file)) {
    if (!known.has(name)) throw new UnusableBackup(`it has ${name}, which this program doesn't know`);
  }
}

async function firstNotEmpty(database: Database): Promise<string | null> {
  for (const name of backedUpCollections(database)) {
    if (await database.db.collection(name).findOne({}, { projection: { _id: 1 } })) return name;
  }
  return null;
}

async function write(database: Database, file: string): Promise<Trailer["counts"]> {
  const counts: Trailer["counts"] = {};
  let batch: Document[] = [];
  let into = "";
  const flush = async () => {
    if (batch.length > 0) await database.db.collection(into).insertMany(batch);
    counts[into] = (counts[into] ?? 0) + batch.length;
    batch = [];
  };
  try {
    for await (const { name, document } of readBackup(file)) {
      if (name !== into || batch.length === BATCH_SIZE) {
        if (into) await flush();
        into = name;
      }
      batch.push(document);
    }
    if (into) await flush();
    // What an older version has written is brought up to date: each step again.
    await database.schemaSteps.deleteMany({});
    await prepareSchema(database);
    return counts;
  } catch (error) {
    for (const name of Object.keys(counts).concat(into || [])) await database.db.collection(name).deleteMany({});
    throw error;
  }
}
