import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { expect, test } from "vitest";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";

test("starts, stores and finds", async () => {
  const directory = await mkdtemp(join(tmpdir(), "embedded-test-"));
  const db = await startEmbeddedDatabase({ directory });
  const client = await MongoClient.connect(db.uri);
  await client.db("x").collection("y").insertOne({ a: 1 });
  expect(
    await client
      .db("x")
      .collection("y")
      .findOne({ a: 1 }, { projection: { _id: 0 } }),
  ).toEqual({ a: 1 });
  await client.close();
  await db.close();
  await rm(directory, { recursive: true });
});
