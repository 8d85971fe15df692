import { Binary, Long, ObjectId } from "mongodb";
import { expect, test } from "vitest";
import { contract, refusal } from "../backends.ts";

contract("filters", (backend) => {
  const find = async (documents: object[], filter: object): Promise<unknown[]> => {
    const collection = backend.fresh();
    await collection.insertMany(documents.map((document, _id) => ({ _id, ...document })) as never);
    return (await collection.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id as unknown);
  };

  const values = [
    { v: 1 },
    { v: "1" },
    { v: null },
    {},
    { v: [1, 2] },
    { v: [] },
    { v: [[1, 2]] },
    { v: { a: 1 } },
    { v: 2.5 },
  ];

  test.each<[string, object, number[]]>([
    ["equality reaches into arrays", { v: 1 }, [0, 4]],
    ["types are kept apart", { v: "1" }, [1]],
    ["null is null or missing", { v: null }, [2, 3]],
    ["not null", { v: { $ne: null } }, [0, 1, 4, 5, 6, 7, 8]],
    ["$in with null", { v: { $in: [null, "1"] } }, [1, 2, 3]],
    ["$nin with null", { v: { $nin: [null, 1] } }, [1, 5, 6, 7, 8]],
    ["whole arrays", { v: [1, 2] }, [4, 6]],
    ["empty array", { v: [] }, [5]],
    ["sub-documents", { v: { a: 1 } }, [7]],
    ["$gt compares within one type", { v: { $gt: 1 } }, [4, 8]],
    ["$lte null", { v: { $lte: null } }, [2, 3]],
    ["$exists false", { v: { $exists: false } }, [3]],
    ["$exists true", { v: { $exists: true } }, [0, 1, 2, 4, 5, 6, 7, 8]],
    ["$type number", { v: { $type: "number" } }, [0, 4, 8]],
    ["$type int and double", { v: { $type: "double" } }, [8]],
    ["$type array", { v: { $type: "array" } }, [4, 5, 6]],
    ["$type null", { v: { $type: "null" } }, [2]],
    ["$size", { v: { $size: 1 } }, [6]],
    ["$not", { v: { $not: { $gt: 1 } } }, [0, 1, 2, 3, 5, 6, 7]],
    ["$nor", { $nor: [{ v: 1 }, { v: null }] }, [1, 5, 6, 7, 8]],
    ["$or", { $or: [{ v: "1" }, { v: { a: 1 } }] }, [1, 7]],
    ["$and", { $and: [{ v: 1 }, { v: 2 }] }, [4]],
    ["$elemMatch on values", { v: { $elemMatch: { $gt: 1, $lt: 3 } } }, [4]],
  ])("%s", async (_title, filter, expected) => {
    expect(await find(values, filter)).toEqual(expected);
  });

  const nested = [
    { a: { b: 1 } },
    { a: [{ b: 1 }, { b: 5, c: 2 }] },
    { a: [{ c: 1 }] },
    { a: [] },
    { a: 7 },
    {},
    { a: { b: [1, 9] } },
    { a: [{ b: [3] }, 4] },
  ];

  test.each<[string, object, number[]]>([
    ["through arrays of documents", { "a.b": 1 }, [0, 1, 6]],
    ["by place in an array", { "a.1.b": 5 }, [1]],
    ["nothing at a place in an array", { "a.1": { $exists: false } }, [0, 2, 3, 4, 5, 6]],
    ["null through arrays", { "a.b": null }, [2, 4, 5]],
    ["range over array elements", { "a.b": { $gt: 4 } }, [1, 6]],
    ["both bounds by different elements", { "a.b": { $gt: 4, $lt: 2 } }, [1, 6]],
    ["$elemMatch holds them to one", { a: { $elemMatch: { b: 5, c: 2 } } }, [1]],
    ["$elemMatch without a match", { a: { $elemMatch: { b: 1, c: 2 } } }, []],
    ["$exists through arrays", { "a.c": { $exists: true } }, [1, 2]],
    ["arrays in arrays", { "a.b": 3 }, [7]],
  ])("paths: %s", async (_title, filter, expected) => {
    expect(await find(nested, filter)).toEqual(expected);
  });

  test("the beginning of a text", async () => {
    const names = [{ n: "Ada" }, { n: "ada" }, { n: "A.b" }, { n: ["x", "Adam"] }, { n: 5 }];
    expect(await find(names, { n: /^Ad/ })).toEqual([0, 3]);
    expect(await find(names, { n: { $regex: "^A\\." } })).toEqual([2]);
    expect(await find(names, { n: { $not: /^A/ } })).toEqual([1, 4]);
  });

  test("patterns of text, as PCRE reads them", async () => {
    const texts = ["done of a-1, b.2 and 3 more", "done of b-2", "b.2\n", "b.2\n\n", "x\u2028y", "x\ny"];
    const documents = texts.map((t) => ({ t }));
    expect(await find(documents, { t: { $regex: "( of |, )b\\.2(?=$|, | and [0-9]+ more)" } })).toEqual([0]);
    expect(await find(documents, { t: /of [ab]-\d$/ })).toEqual([1]);
    expect(await find(documents, { t: /^b\.2$/ })).toEqual([2]);
    expect(await find(documents, { t: /x.y/ })).toEqual([4]);
  });

  test("values of BSON's own types", async () => {
    const id = new ObjectId();
    const at = new Date("2026-03-01T00:00:00Z");
    const big = Long.fromString("9007199254740993");
    const documents = [
      { v: id },
      { v: at },
      { v: new Binary(Buffer.from([1, 2])) },
      { v: big },
      { v: 9007199254740992 },
      { v: true },
    ];
    expect(await find(documents, { v: id })).toEqual([0]);
    expect(await find(documents, { v: { $gte: at } })).toEqual([1]);
    expect(await find(documents, { v: new Binary(Buffer.from([1, 2])) })).toEqual([2]);
    expect(await find(documents, { v: big })).toEqual([3]);
    expect(await find(documents, { v: { $lt: big } })).toEqual([4]);
    expect(await find(documents, { v: true })).toEqual([5]);
  });

  test("what is wrong is refused", async () => {
    const collection = backend.fresh();
    expect(await refusal(collection.find({ $nope: 1 }).toArray())).toBe(2);
    expect(await refusal(collection.find({ a: { $nope: 1 } }).toArray())).toBe(2);
    expect(await refusal(collection.find({ a: { $in: 1 } } as never).toArray())).toBe(2);
    expect(await refusal(collection.find({ $or: [] }).toArray())).toBe(2);
    expect(await refusal(backend.db.command({ find: "c", filter: {}, nope: 1 }))).toBe(40415);
    expect(await refusal(backend.db.command({ nope: 1 }))).toBe(59);
  });
});
