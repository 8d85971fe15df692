import { expect, test } from "vitest";
import { contract, refusal } from "../backends.ts";

const validator = {
  $jsonSchema: {
    bsonType: "object",
    required: ["name"],
    properties: {
      name: { bsonType: "string", pattern: "^[A-Za-z]{1,5}$" },
      age: { bsonType: ["int", "null"], minimum: 0, maximum: 150 },
      tags: { bsonType: "array", items: { bsonType: "string", pattern: "^[a-z]+$" } },
      state: { enum: ["on", "off"] },
    },
  },
};

contract("collections", (backend) => {
  test("a validator refuses what does not fit", async () => {
    const { collectionName } = backend.fresh();
    const collection = await backend.db.createCollection(collectionName, { validator });
    await collection.insertOne({ name: "Ada", age: 5, tags: ["a", "b"], state: "on" });
    await collection.insertOne({ name: "Bob", age: null });
    const wrong = [
      {},
      { name: "" },
      { name: "toolong" },
      { name: 5 },
      { name: "A", age: -1 },
      { name: "A", age: 1.5 },
      { name: "A", tags: ["A"] },
      { name: "A", state: "x" },
    ];
    for (const document of wrong)
      expect(await refusal(collection.insertOne(document)), JSON.stringify(document)).toBe(121);
    expect(await refusal(collection.updateOne({ name: "Ada" }, { $set: { age: 200 } }))).toBe(121);
    expect(await refusal(collection.updateOne({ name: "Cy" }, { $set: { age: 200 } }, { upsert: true }))).toBe(121);
    await collection.insertOne({ other: 1 }, { bypassDocumentValidation: true });
    expect(await collection.countDocuments()).toBe(3);
    await backend.db.command({ collMod: collectionName, validator: { $jsonSchema: { required: ["age"] } } });
    expect(await refusal(collection.insertOne({ name: "Cy" }))).toBe(121);
    expect(await collection.options()).toMatchObject({ validator: { $jsonSchema: { required: ["age"] } } });
  });

  test("are made, listed and dropped", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ a: 1 });
    const names = async (): Promise<string[]> => (await backend.db.listCollections().toArray()).map(({ name }) => name);
    expect(await names()).toContain(collection.collectionName);
    expect(await refusal(backend.db.createCollection(collection.collectionName, { validator }))).toBe(48);
    await backend.db.createCollection(collection.collectionName);
    await collection.createIndex({ a: 1 });
    await collection.drop();
    expect(await names()).not.toContain(collection.collectionName);
    expect(await collection.find({ a: 1 }).toArray()).toEqual([]);
    await collection.insertOne({ a: 2 });
    expect(await collection.find({ a: { $gte: 0 } }, { projection: { _id: 0 } }).toArray()).toEqual([{ a: 2 }]);
    const { databases } = await backend.client.db("admin").admin().listDatabases();
    expect(databases.map(({ name }) => name)).toContain(backend.db.databaseName);
  });

  test("documents come back as they were, and ids are made", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ z: 1, a: { y: null, b: [] }, s: "ü\u0000😀" });
    const found = (await collection.findOne())!;
    expect(Object.keys(found)).toEqual(["_id", "z", "a", "s"]);
    expect(found).toMatchObject({ z: 1, a: { y: null, b: [] }, s: "ü\u0000😀" });
  });

  test("cursors give everything, in batches, while others write", async () => {
    const collection = backend.fresh();
    await collection.createIndex({ k: 1 });
    await collection.insertMany(Array.from({ length: 1000 }, (_, k) => ({ k, text: "x".repeat(100) })));
    const cursor = collection
      .find({ k: { $gte: 0 } })
      .sort({ k: 1 })
      .batchSize(50);
    const seen: unknown[] = [];
    for await (const { k } of cursor) {
      seen.push(k);
      if (k === 100) await collection.deleteMany({ k: { $gte: 500, $lt: 600 } });
      if (k === 200) await collection.insertOne({ k: -1 });
    }
    expect(seen.slice(0, 450)).toEqual(Array.from({ length: 450 }, (_, k) => k));
    expect(seen.slice(-300)).toEqual(Array.from({ length: 300 }, (_, k) => 700 + k));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("what takes longer than its time is given up, but a cursor may wait", async () => {
    const collection = backend.fresh();
    await collection.insertMany(Array.from({ length: 3_000 }, (_, k) => ({ k, a: { b: [k, k + 1] } })));
    const slow = { $nor: Array.from({ length: 200 }, (_, k) => ({ "a.b": { $gt: k } })), k: { $exists: false } };
    expect(await refusal(collection.find(slow).maxTimeMS(5).toArray())).toBe(50);
    const cursor = collection.find().batchSize(10).maxTimeMS(200);
    expect(await cursor.next()).not.toBeNull();
    await new Promise((resume) => setTimeout(resume, 250));
    expect(await cursor.toArray()).toHaveLength(2_999);
  });

  test("a closed cursor is gone", async () => {
    const collection = backend.fresh();
    await collection.insertMany(Array.from({ length: 300 }, (_, k) => ({ k })));
    const { cursor } = await backend.db.command({ find: collection.collectionName, batchSize: 10 });
    const { id } = cursor as { id: number };
    const more = { getMore: id, collection: collection.collectionName, batchSize: 5 };
    const getMore = backend.db.command({ ...more, getMore: BigInt(String(id)) });
    expect((await getMore)["cursor"]).toMatchObject({ nextBatch: { length: 5 } });
    await backend.db.command({ killCursors: collection.collectionName, cursors: [BigInt(String(id))] });
    expect(await refusal(backend.db.command({ ...more, getMore: BigInt(String(id)) }))).toBe(43);
  });

  test("large results come through", async () => {
    const collection = backend.fresh();
    const text = "y".repeat(1024 * 1024);
    await collection.insertMany(Array.from({ length: 20 }, (_, k) => ({ k, text })));
    expect((await collection.find().toArray()).length).toBe(20);
    expect(await refusal(collection.insertOne({ text: text.repeat(17) }))).toBeDefined();
  });
});
