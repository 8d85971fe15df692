import { Double, Int32, Long, type Document } from "mongodb";
import { expect, test } from "vitest";
import { contract, refusal } from "../backends.ts";

contract("updates", (backend) => {
  const after = async (
    before: object,
    update: object,
    options: object = {},
    filter: object = {},
  ): Promise<Document> => {
    const collection = backend.fresh();
    await collection.insertOne({ _id: 1, ...before } as never);
    await collection.updateOne({ _id: 1, ...filter } as never, update, options);
    return (await collection.findOne({}, { projection: { _id: 0 } }))!;
  };

  test("any text is kept, that of a field's name too", async () => {
    const document = { text: "ends in __proto__", inner: { list: ["__proto__", "constructor", "a\u0000b", ""] } };
    expect(await after({}, { $set: document })).toEqual(document);
    expect(await after(document, { $set: { a: 1 } })).toEqual({ ...document, a: 1 });
  });

  test.each<[string, object, object, object]>([
    ["$set", { a: 1 }, { $set: { b: 2, "c.d": 3 } }, { a: 1, b: 2, c: { d: 3 } }],
    ["$set in an array", { a: [1, 2] }, { $set: { "a.1": 9, "a.3": 4 } }, { a: [1, 9, null, 4] }],
    ["$unset", { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: "", "b.c": "" } }, { b: { d: 2 } }],
    ["$unset in an array", { a: [1, 2] }, { $unset: { "a.0": "" } }, { a: [null, 2] }],
    ["$inc", { a: 1 }, { $inc: { a: 2, b: 5 } }, { a: 3, b: 5 }],
    ["$min and $max", { a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 3 } }, { a: 3, b: 5, c: 1 }],
    ["$push $each", { a: [1, 2] }, { $push: { a: { $each: [3, 4] } } }, { a: [1, 2, 3, 4] }],
    ["$push", { a: [1] }, { $push: { a: 2, b: 3 } }, { a: [1, 2], b: [3] }],
    [
      "$pull by value and condition",
      { a: [1, 5, 9], b: [{ x: 1 }, { x: 2 }] },
      { $pull: { a: { $gte: 5 }, b: { x: 2 } } },
      { a: [1], b: [{ x: 1 }] },
    ],
    [
      "$setOnInsert does nothing to what is there",
      { a: 1 },
      { $setOnInsert: { a: 2 }, $set: { b: 1 } },
      { a: 1, b: 1 },
    ],
  ])("%s", async (_title, before, update, expected) => {
    expect(await after(before, update)).toEqual(expected);
  });

  test("the element that matched", async () => {
    expect(await after({ a: [1, 5, 9] }, { $set: { "a.$": 0 } }, {}, { a: { $gt: 3 } })).toEqual({ a: [1, 0, 9] });
    expect(await after({ a: [{ k: 1 }, { k: 2, v: 1 }] }, { $inc: { "a.$.v": 5 } }, {}, { "a.k": 2 })).toEqual({
      a: [{ k: 1 }, { k: 2, v: 6 }],
    });
    const bothOf = { a: { $elemMatch: { k: 2, v: { $lte: 1 } } } };
    expect(
      await after(
        {
          a: [
            { k: 2, v: 3 },
            { k: 2, v: 1 },
          ],
        },
        { $set: { "a.$.v": 7 } },
        {},
        bothOf,
      ),
    ).toEqual({
      a: [
        { k: 2, v: 3 },
        { k: 2, v: 7 },
      ],
    });
  });

  test("number types stay, and grow as in MongoDB", async () => {
    const collection = backend.fresh();
    await collection.insertOne({
      _id: 1,
      d: new Double(5),
      l: Long.fromNumber(7),
      i: new Int32(1),
      big: Long.fromString("9007199254740993"),
      s: "x",
    } as never);
    await collection.updateOne({ _id: 1 } as never, { $set: { s: "y" }, $inc: { i: 2147483647, big: Long.ONE } });
    const found = (await collection.findOne({}, { promoteValues: false }))!;
    expect(found["d"]).toBeInstanceOf(Double);
    expect(found["l"]).toBeInstanceOf(Long);
    expect((found["i"] as Long).toString()).toBe("2147483648");
    expect((found["big"] as Long).toString()).toBe("9007199254740994");
    expect(Object.keys(found)).toEqual(["_id", "d", "l", "i", "big", "s"]);
  });

  test("upserts take the filter's equalities", async () => {
    const collection = backend.fresh();
    const result = await collection.updateOne(
      { a: 1, "b.c": "x", d: { $gt: 5 }, $and: [{ e: { $eq: 2 } }] },
      { $set: { f: 1 }, $setOnInsert: { g: 2 } },
      { upsert: true },
    );
    expect(result.upsertedCount).toBe(1);
    const { _id, ...rest } = (await collection.findOne({}))!;
    expect(_id).toEqual(result.upsertedId);
    expect(rest).toEqual({ a: 1, b: { c: "x" }, e: 2, f: 1, g: 2 });
    await collection.replaceOne({ _id: "r" } as never, { x: 1 }, { upsert: true });
    expect(await collection.findOne({ x: 1 })).toEqual({ _id: "r", x: 1 });
  });

  test("counts of what was found and what was changed", async () => {
    const collection = backend.fresh();
    await collection.insertMany([{ a: 1 }, { a: 1, b: 1 }, { a: 2 }]);
    expect(await collection.updateMany({ a: 1 }, { $set: { b: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 1,
    });
    expect(await collection.deleteMany({ a: 1 })).toMatchObject({ deletedCount: 2 });
    expect(await collection.deleteOne({ a: 3 })).toMatchObject({ deletedCount: 0 });
    expect(await collection.updateOne({ nope: 1 }, { $set: { b: 1 } })).toMatchObject({
      matchedCount: 0,
      upsertedCount: 0,
    });
  });

  test("find and modify", async () => {
    const collection = backend.fresh();
    await collection.insertMany([
      { _id: 1, p: 5 },
      { _id: 2, p: 9 },
    ] as never);
    expect(
      await collection.findOneAndUpdate({}, { $inc: { p: 1 } }, { sort: { p: -1 }, returnDocument: "after" }),
    ).toEqual({ _id: 2, p: 10 });
    expect(
      await collection.findOneAndUpdate({ _id: 1 } as never, { $set: { p: 0 } }, { projection: { _id: 0 } }),
    ).toEqual({ p: 5 });
    expect(await collection.findOneAndReplace({ _id: 1 } as never, { q: 1 }, { returnDocument: "after" })).toEqual({
      _id: 1,
      q: 1,
    });
    expect(await collection.findOneAndDelete({ _id: 1 } as never)).toEqual({ _id: 1, q: 1 });
    expect(
      await collection.findOneAndUpdate(
        { _id: 7 } as never,
        { $set: { n: 1 } },
        { upsert: true, returnDocument: "after" },
      ),
    ).toEqual({ _id: 7, n: 1 });
    expect(await collection.findOneAndDelete({ _id: 99 } as never)).toBeNull();
  });

  test("bulk writes, ordered and not", async () => {
    const collection = backend.fresh();
    const operations = [
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 2 } } },
      { updateOne: { filter: { _id: 3 }, update: { $set: { x: 1 } }, upsert: true } },
      { deleteOne: { filter: { _id: 1 } } },
    ] as never[];
    expect(await refusal(collection.bulkWrite(operations))).toBe(11000);
    expect(await collection.countDocuments()).toBe(1);
    expect(await refusal(collection.bulkWrite(operations, { ordered: false }))).toBe(11000);
    expect((await collection.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id as unknown)).toEqual([2, 3]);
  });

  test("what is wrong is refused, and nothing is changed", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ _id: 1, s: "text", a: 5 } as never);
    const update = (change: object): Promise<number | string | undefined> =>
      refusal(collection.updateOne({ _id: 1 } as never, change));
    expect(await update({ $inc: { s: 1 } })).toBe(14);
    expect(await update({ $push: { a: 1 } })).toBe(2);
    expect(await update({ $set: { _id: 2 } })).toBe(66);
    expect(await update({ $set: { a: 1 }, $inc: { a: 1 } })).toBe(40);
    expect(await update({ $set: { "s.x": 1 } })).toBe(28);
    expect(await update({ $nope: { a: 1 } })).toBe(9);
    expect(await refusal(collection.insertOne({ _id: [1] } as never))).toBe(2);
    expect(await collection.findOne({})).toEqual({ _id: 1, s: "text", a: 5 });
  });
});
