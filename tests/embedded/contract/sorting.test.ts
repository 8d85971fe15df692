import { Binary, MaxKey, MinKey, ObjectId, Timestamp } from "mongodb";
import { describe, expect, test } from "vitest";
import { contract } from "../backends.ts";

// In MongoDB's order; every line of equal values stands once.
const ordered = [
  new MinKey(),
  null,
  Number.NaN,
  -Infinity,
  -5.5,
  0,
  1,
  1.5,
  1e300,
  "",
  "A",
  "a",
  "aa",
  "é",
  "\uffee",
  "😀",
  {},
  { a: 1 },
  { a: 2 },
  { b: 1 },
  { a: "1" },
  new Binary(Buffer.from([9])),
  new Binary(Buffer.from([1, 2])),
  new ObjectId("000000000000000000000001"),
  new ObjectId("ff0000000000000000000001"),
  false,
  true,
  new Date(-1),
  new Date(0),
  new Timestamp({ t: 1, i: 1 }),
  /a/,
  /b/,
  new MaxKey(),
];

contract("sorting", (backend) => {
  describe.each([false, true])("with an index: %s", (indexed) => {
    test.each([1, -1] as const)("mixed types, direction %i", async (direction) => {
      const collection = backend.fresh();
      if (indexed) await collection.createIndex({ v: 1 });
      const documents = ordered.map((v, _id) => ({ _id, v }));
      await collection.insertMany(
        [...documents].sort((a, b) => ((a._id * 7919) % 31) - ((b._id * 7919) % 31)) as never,
      );
      const found = await collection.find({}).sort({ v: direction }).toArray();
      const expected = ordered.map((_, i) => i);
      expect(found.map(({ _id }) => _id as unknown)).toEqual(direction === 1 ? expected : expected.reverse());
    });

    test("arrays count with their lowest or highest element", async () => {
      const collection = backend.fresh();
      if (indexed) await collection.createIndex({ v: 1 });
      await collection.insertMany([
        { _id: 0, v: [5, 1] },
        { _id: 1, v: 3 },
        { _id: 2, v: [] },
        { _id: 3 },
        { _id: 4, v: [2, 9] },
      ] as never);
      const ids = async (direction: 1 | -1) =>
        (await collection.find().sort({ v: direction, _id: 1 }).toArray()).map(({ _id }) => _id as unknown);
      expect(await ids(1)).toEqual([2, 3, 0, 4, 1]);
      expect(await ids(-1)).toEqual([4, 0, 1, 3, 2]);
    });

    test("compound, mixed directions, skip and limit", async () => {
      const collection = backend.fresh();
      if (indexed) await collection.createIndex({ a: 1, b: -1 });
      await collection.insertMany(Array.from({ length: 30 }, (_, i) => ({ a: i % 3, b: i })));
      const found = await collection.find().sort({ a: 1, b: -1 }).skip(8).limit(4).toArray();
      expect(found.map(({ a, b }) => [a, b] as unknown)).toEqual([
        [0, 3],
        [0, 0],
        [1, 28],
        [1, 25],
      ]);
    });
  });
});
