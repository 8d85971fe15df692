import { Decimal128, Double, Long, MinKey, ObjectId, Timestamp } from "mongodb";
import { calculateObjectSize } from "bson";
import { expect, test } from "vitest";
import { embeddedOnly, refusal } from "./backends.ts";

// What MongoDB has and this database has not is refused in words, and never answered in another way.
embeddedOnly("what is not supported", (backend) => {
  const notImplemented = 238;

  test.each<[string, object]>([
    ["$expr", { $expr: { $eq: ["$a", 1] } }],
    ["$where", { $where: "true" }],
    ["$all", { a: { $all: [1] } }],
    ["$mod", { a: { $mod: [2, 0] } }],
    ["regular expressions that JavaScript has otherwise", { a: /\s(?<=a)/ }],
    ["classes of Unicode", { a: { $regex: "\\p{L}" } }],
    ["options of regular expressions", { a: { $regex: "^a", $options: "i" } }],
    ["a regular expression in a list", { a: { $in: [/^a/] } }],
    ["$elemMatch with $size", { a: { $elemMatch: { $size: 1 } } }],
    ["$elemMatch with $exists", { a: { $elemMatch: { $exists: true } } }],
    ["timestamps", { a: new Timestamp({ t: 1, i: 1 }) }],
    ["timestamps in documents", { a: { $in: [{ b: new Timestamp({ t: 1, i: 1 }) }] } }],
    ["decimals", { a: { $gt: Decimal128.fromString("1") } }],
    ["the lowest key", { a: { $gt: new MinKey() } }],
    ["an order of arrays", { a: { $lt: [1] } }],
    ["an order of documents", { a: { $gte: { b: 1 } } }],
  ])("in filters: %s", async (_title, filter) => {
    const collection = backend.fresh();
    await collection.insertOne({ a: [1] });
    expect(await refusal(collection.find(filter).toArray())).toBe(notImplemented);
    expect(await refusal(collection.countDocuments({ $nor: [filter] }))).toBe(notImplemented);
    expect(await refusal(collection.updateOne(filter, { $set: { b: 1 } }))).toBe(notImplemented);
    expect(await refusal(collection.deleteMany(filter))).toBe(notImplemented);
  });

  test.each<[string, object[]]>([
    ["$unwind", [{ $unwind: "$a" }]],
    ["$lookup by other fields", [{ $lookup: { from: "b", localField: "a", foreignField: "a", as: "c" } }]],
    ["$lookup by a pipeline", [{ $lookup: { from: "b", pipeline: [], as: "c" } }]],
    ["stages behind $unionWith", [{ $unionWith: "b" }, { $match: { a: 1 } }]],
    ["a limit behind $unionWith", [{ $unionWith: "b" }, { $limit: 1 }]],
    ["$facet", [{ $facet: { all: [{ $count: "n" }] } }]],
    ["$set", [{ $set: { b: 1 } }]],
    ["$changeStream", [{ $changeStream: {} }]],
    ["groups by a field", [{ $group: { _id: "$a", n: { $sum: 1 } } }]],
    ["other accumulators", [{ $group: { _id: null, n: { $avg: "$a" } } }]],
    ["computed fields", [{ $project: { b: "$a" } }]],
    ["variables", [{ $group: { _id: null, n: { $sum: "$$ROOT" } } }]],
    ["paths through arrays", [{ $group: { _id: null, n: { $sum: { $cond: [{ $eq: ["$a.b", 1] }, 1, 0] } } } }]],
  ])("in pipelines: %s", async (_title, pipeline) => {
    const collection = backend.fresh();
    await collection.insertOne({ a: [{ b: 1 }] });
    expect(await refusal(collection.aggregate(pipeline).toArray())).toBe(notImplemented);
  });

  test.each<[string, object | object[], object]>([
    ["$rename", { $rename: { a: "b" } }, {}],
    ["$addToSet", { $addToSet: { a: 1 } }, {}],
    ["$slice of $push", { $push: { a: { $each: [1], $slice: 1 } } }, {}],
    ["positions by several conditions", { $set: { "a.$": 1 } }, {}],
    ["all positions", { $set: { "a.$[]": 1 } }, {}],
    ["filtered positions", { $set: { "a.$[e]": 1 } }, { arrayFilters: [{ e: 1 }] }],
    ["pipelines", [{ $set: { b: "$a" } }], {}],
    ["collations", { $set: { b: 1 } }, { collation: { locale: "de" } }],
    ["let", { $set: { b: 1 } }, { let: { x: 1 } }],
    ["__proto__", { $set: JSON.parse('{"__proto__":1}') as object }, {}],
  ])("in updates: %s", async (_title, update, options) => {
    const collection = backend.fresh();
    await collection.insertOne({ a: [1] });
    expect(await refusal(collection.updateOne({ a: { $gte: 1, $lt: 5 } }, update as never, options))).toBe(
      notImplemented,
    );
    expect(await collection.findOne({}, { projection: { _id: 0 } })).toEqual({ a: [1] });
  });

  test("a union in a transaction, as MongoDB refuses it", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ a: 1 });
    const pipeline = [{ $unionWith: collection.collectionName }];
    expect(await collection.aggregate(pipeline).toArray()).toHaveLength(2);
    await backend.client.withSession(async (session) => {
      session.startTransaction();
      expect(await refusal(collection.aggregate(pipeline, { session }).toArray())).toBe(263);
      await session.abortTransaction();
    });
  });

  test("options that would change an answer: let, collations, concerns, snapshots", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ a: 1 });
    const { db } = backend;
    const find = { find: collection.collectionName, filter: {} };
    expect(await refusal(db.command({ ...find, let: { x: 1 } }))).toBe(notImplemented);
    expect(await refusal(db.command({ ...find, collation: { locale: "de" } }))).toBe(notImplemented);
    expect(await refusal(db.command({ ...find, readConcern: { level: "snapshot" } }))).toBe(notImplemented);
    expect(await refusal(db.command({ ...find, returnKey: true }))).toBe(40415);
    const insert = { insert: collection.collectionName, documents: [{ a: 2 }] };
    expect(await refusal(db.command({ ...insert, writeConcern: { w: 5 } }))).toBe(100);
    expect(await refusal(db.command({ ...insert, writeConcern: { w: "two" } }))).toBe(100);
    const session = backend.client.startSession({ snapshot: true });
    expect(await refusal(collection.find({}, { session }).toArray())).toBe(notImplemented);
    await session.endSession();
    expect(await collection.countDocuments()).toBe(1);
  });

  test("places in arrays, where they may be fields as well", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ a: [1] });
    expect(await refusal(collection.find().sort({ "a.0": 1 }).toArray())).toBe(notImplemented);
    expect(await refusal(collection.find({}, { projection: { "a.0": 1 } }).toArray())).toBe(notImplemented);
    expect(await refusal(collection.distinct("a.0"))).toBe(notImplemented);
  });

  test("a sort by two arrays", async () => {
    const collection = backend.fresh();
    await collection.insertOne({
      a: [
        { b: 1, c: 2 },
        { b: 2, c: 1 },
      ],
    });
    expect(await refusal(collection.find().sort({ "a.b": 1, "a.c": 1 }).toArray())).toBe(2);
  });

  test("an upsert keeps its filter's number types, and doesn't change its _id", async () => {
    const collection = backend.fresh();
    const filter = { _id: "x", n: new Double(5), big: Long.fromNumber(7) } as never;
    await collection.updateOne(filter, { $set: { b: 1 } }, { upsert: true });
    const found = (await collection.findOne({}, { promoteValues: false }))!;
    expect(found["n"]).toBeInstanceOf(Double);
    expect(found["big"]).toBeInstanceOf(Long);
    expect(await refusal(collection.updateOne({ _id: "y" } as never, { $set: { _id: "z" } }, { upsert: true }))).toBe(
      66,
    );
    expect(await refusal(collection.replaceOne({ _id: "y" } as never, { _id: "z" } as never, { upsert: true }))).toBe(
      66,
    );
    expect(await collection.countDocuments()).toBe(1);
  });

  test("NaN is true in a condition, as in MongoDB", async () => {
    const collection = backend.fresh();
    await collection.insertMany([{ n: Number.NaN }, { n: 0 }, { n: 2 }]);
    const sum = { $sum: { $cond: ["$n", 1, 0] } };
    expect(await collection.aggregate([{ $group: { _id: null, sum } }]).toArray()).toEqual([{ _id: null, sum: 2 }]);
  });

  test("sums keep their type", async () => {
    const collection = backend.fresh();
    await collection.insertMany([{ i: 2, d: new Double(5), l: Long.fromString("9007199254740993") }, { i: 3 }]);
    const group = { _id: null, i: { $sum: "$i" }, d: { $sum: "$d" }, l: { $sum: "$l" } };
    const [sums] = await collection.aggregate([{ $group: group }], { promoteValues: false }).toArray();
    expect(sums!["d"]).toBeInstanceOf(Double);
    expect(String(sums!["l"])).toBe("9007199254740993");
    expect(Number(sums!["i"])).toBe(5);
  });

  test("any name is a field's name, and fields keep their order", async () => {
    const collection = backend.fresh();
    await collection.createIndex({ constructor: 1 });
    const _id = new ObjectId();
    const document = new Map<string, unknown>([
      ["_id", _id],
      ["b", 1],
      ["10", 2],
      ["constructor", 3],
      ["text", "ends in __proto__"],
      ["__proto__", 5],
    ]);
    await collection.insertOne(document as never);
    await collection.insertOne({ other: 1 });
    expect(await collection.countDocuments({ constructor: 3 } as never)).toBe(1);
    expect(await collection.countDocuments({ "10": 2 })).toBe(1);
    expect(await collection.countDocuments({ hasOwnProperty: { $exists: true } })).toBe(0);
    expect(await collection.countDocuments({ valueOf: null } as never)).toBe(2);
    await collection.updateOne({ _id }, { $set: { b: 9, z: 1 } });
    const raw = (await collection.find({ _id }, { raw: true }).next()) as unknown as Buffer;
    const at = (name: string): number => raw.indexOf(`${name}\0`);
    const names = ["_id", "b", "10", "constructor", "text", "__proto__", "z"];
    expect([...names].sort((left, right) => at(left) - at(right))).toEqual(names);
    expect(await collection.findOne({ _id }, { projection: { _id: 0, text: 1, constructor: 1 } })).toEqual({
      constructor: 3,
      text: "ends in __proto__",
    });
  });

  test("a collection is made again where it is the same, and refused where it is another", async () => {
    const { collectionName } = backend.fresh();
    const validator = { $jsonSchema: { properties: { n: { bsonType: "int", minimum: 0 } } } };
    await backend.db.createCollection(collectionName, { validator });
    await backend.db.createCollection(collectionName, { validator });
    expect(await refusal(backend.db.createCollection(collectionName))).toBe(48);
    const other = { $jsonSchema: { properties: { n: { bsonType: "int", minimum: 1 } } } };
    expect(await refusal(backend.db.createCollection(collectionName, { validator: other }))).toBe(48);
  });

  test("answers stay within 16 MB", async () => {
    const collection = backend.fresh();
    const text = "y".repeat(1_000_000);
    await collection.insertMany(Array.from({ length: 18 }, (_, n) => ({ text: `${n}${text}` })));
    expect(await refusal(collection.distinct("text"))).toBe(17217);
    const small = backend.fresh();
    await small.insertMany(Array.from({ length: 8_000 }, () => ({ a: 1, t: "z".repeat(2_100) })));
    const { cursor } = await backend.db.command(
      { find: small.collectionName, batchSize: 8_000 },
      { promoteBuffers: true },
    );
    const { firstBatch, id } = cursor as { firstBatch: object[]; id: Long };
    const each = calculateObjectSize(firstBatch[0]!);
    expect(firstBatch.length).toBeLessThan((16 * 1024 * 1024) / (each + 7));
    expect(Number(id)).not.toBe(0);
  });

  test("timestamps are no numbers", async () => {
    const collection = backend.fresh();
    await collection.insertMany([{ t: new Timestamp({ t: 0, i: 5 }) }, { t: 5 }]);
    expect(await collection.countDocuments({ t: 5 })).toBe(1);
    expect(await collection.countDocuments({ t: { $gt: 1 } })).toBe(1);
    const sum = { _id: null, t: { $sum: "$t" } };
    expect(await collection.aggregate([{ $group: sum }]).toArray()).toEqual([{ _id: null, t: 5 }]);
    expect(await refusal(collection.updateMany({}, { $inc: { t: 1 } }))).toBe(14);
  });

  test("an element far behind an array's end", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ a: [1] });
    expect(await refusal(collection.updateOne({}, { $set: { "a.4000000000": 1 } }))).toBe(15891);
  });
});
