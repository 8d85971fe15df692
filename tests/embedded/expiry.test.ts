import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { expect, test } from "vitest";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";

test("documents go when their date is past, others stay", async () => {
  const directory = await mkdtemp(join(tmpdir(), "embedded-expiry-"));
  const database = await startEmbeddedDatabase({ directory });
  const client = await MongoClient.connect(database.uri);
  const collection = client.db("x").collection<{ _id: number; at?: unknown }>("sessions");
  await collection.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
  const [past, future] = [new Date(Date.now() - 1000), new Date(Date.now() + 3_600_000)];
  await collection.insertMany([
    { _id: 1, at: past },
    { _id: 2, at: future },
    { _id: 3, at: "2001" },
    { _id: 4 },
    { _id: 5, at: [future, past] },
  ]);
  await expect.poll(() => collection.distinct("_id"), { timeout: 10_000 }).toEqual([2, 3, 4]);
  await client.close();
  await database.close();
  await rm(directory, { recursive: true });
});
