import { expect, test } from "vitest";
import { contract, refusal } from "../backends.ts";

const contacts = [
  { _id: 1, name: "Ada", team: "a", due: "2026-01-05", score: 5, tags: ["x", "y"] },
  { _id: 2, name: "Bob", team: "b", due: "2026-01-01", score: 3, tags: [] },
  { _id: 3, name: "Cy", team: "a", due: null, score: 9.5, tags: ["y"] },
  { _id: 4, name: "Di", team: "b", score: 3 },
];

contract("aggregation", (backend) => {
  const run = async (pipeline: object[], documents: object[] = contacts): Promise<unknown[]> => {
    const collection = backend.fresh();
    await collection.insertMany(documents as never);
    return collection.aggregate(pipeline as never).toArray();
  };

  test.each<[string, object[], object[]]>([
    [
      "$match, $sort, $skip, $limit",
      [
        { $match: { score: { $lt: 9 } } },
        { $sort: { score: 1, name: -1 } },
        { $skip: 1 },
        { $limit: 1 },
        { $project: { name: 1 } },
      ],
      [{ _id: 2, name: "Bob" }],
    ],
    [
      "$group with sums by condition; missing and null are below any text",
      [
        {
          $group: { _id: null, all: { $sum: 1 }, early: { $sum: { $cond: [{ $lt: ["$due", "2026-01-03"] }, 1, 0] } } },
        },
      ],
      [{ _id: null, all: 4, early: 3 }],
    ],
    [
      "$group by a field",
      [
        {
          $group: {
            _id: "$team",
            n: { $count: {} },
            low: { $min: "$score" },
            high: { $max: "$score" },
            mean: { $avg: "$score" },
            names: { $push: "$name" },
          },
        },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: "a", n: 2, low: 5, high: 9.5, mean: 7.25, names: ["Ada", "Cy"] },
        { _id: "b", n: 2, low: 3, high: 3, mean: 3, names: ["Bob", "Di"] },
      ],
    ],
    [
      "$group: missing counts as null",
      [{ $group: { _id: "$due", n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
      [
        { _id: null, n: 2 },
        { _id: "2026-01-01", n: 1 },
        { _id: "2026-01-05", n: 1 },
      ],
    ],
    [
      "$group by several fields",
      [{ $group: { _id: { t: "$team", s: "$score" } } }, { $sort: { _id: 1 } }, { $limit: 2 }],
      [{ _id: { t: "a", s: 5 } }, { _id: { t: "a", s: 9.5 } }],
    ],
    ["$count", [{ $match: { team: "a" } }, { $count: "n" }], [{ n: 2 }]],
    ["$count of nothing", [{ $match: { team: "z" } }, { $count: "n" }], []],
    [
      "$sortByCount",
      [{ $match: { score: { $ne: 5 } } }, { $sortByCount: "$team" }],
      [
        { _id: "b", count: 2 },
        { _id: "a", count: 1 },
      ],
    ],
    [
      "$unwind",
      [{ $unwind: "$tags" }, { $project: { tags: 1 } }],
      [
        { _id: 1, tags: "x" },
        { _id: 1, tags: "y" },
        { _id: 3, tags: "y" },
      ],
    ],
    [
      "$unwind keeping what is empty, with places",
      [
        { $match: { _id: { $lte: 2 } } },
        { $unwind: { path: "$tags", preserveNullAndEmptyArrays: true, includeArrayIndex: "i" } },
        { $project: { tags: 1, i: 1 } },
      ],
      [
        { _id: 1, tags: "x", i: 0 },
        { _id: 1, tags: "y", i: 1 },
        { _id: 2, i: null },
      ],
    ],
    [
      "$project computes",
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            both: { $concat: ["$name", "/", "$team"] },
            n: { $size: "$tags" },
            first: { $arrayElemAt: ["$tags", 0] },
            sum: { $add: ["$score", 1] },
          },
        },
      ],
      [{ both: "Ada/a", n: 2, first: "x", sum: 6 }],
    ],
    ["$project excludes", [{ $match: { _id: 4 } }, { $project: { name: 0, _id: 0 } }], [{ team: "b", score: 3 }]],
    [
      "$set adds to what is there",
      [
        { $match: { _id: 4 } },
        { $set: { o: { a: 1 } } },
        { $set: { o: { b: "$score" }, "o.c": 2 } },
        { $unset: ["name", "team"] },
      ],
      [{ _id: 4, score: 3, o: { a: 1, b: 3, c: 2 } }],
    ],
    [
      "$ifNull, $switch, comparison with missing",
      [
        { $sort: { _id: 1 } },
        {
          $project: {
            d: { $ifNull: ["$due", "none"] },
            k: { $switch: { branches: [{ case: { $gte: ["$score", 5] }, then: "hi" }], default: "lo" } },
            isNull: { $eq: ["$due", null] },
          },
        },
      ],
      [
        { _id: 1, d: "2026-01-05", k: "hi", isNull: false },
        { _id: 2, d: "2026-01-01", k: "lo", isNull: false },
        { _id: 3, d: "none", k: "hi", isNull: true },
        { _id: 4, d: "none", k: "lo", isNull: false },
      ],
    ],
    [
      "$filter, $map, $reduce, $in",
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            f: { $filter: { input: "$tags", as: "t", cond: { $eq: ["$$t", "y"] } } },
            m: { $map: { input: "$tags", as: "t", in: { $toUpper: "$$t" } } },
            r: { $reduce: { input: "$tags", initialValue: "", in: { $concat: ["$$value", "$$this"] } } },
            i: { $in: ["x", "$tags"] },
          },
        },
      ],
      [{ f: ["y"], m: ["X", "Y"], r: "xy", i: true }],
    ],
    [
      "$facet",
      [
        { $match: { team: "a" } },
        {
          $facet: { all: [{ $count: "n" }], top: [{ $sort: { score: -1 } }, { $limit: 1 }, { $project: { name: 1 } }] },
        },
      ],
      [{ all: [{ n: 2 }], top: [{ _id: 3, name: "Cy" }] }],
    ],
    [
      "$replaceRoot",
      [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { n: "$name", whole: { s: "$score" } } } }],
      [{ n: "Ada", whole: { s: 5 } }],
    ],
  ])("%s", async (_title, pipeline, expected) => {
    expect(await run(pipeline)).toEqual(expected);
  });

  test("$lookup and $unionWith", async () => {
    const [left, right] = [backend.fresh(), backend.fresh()];
    await right.createIndex({ owner: 1 });
    await left.insertMany([{ _id: 1, k: "a" }, { _id: 2, k: ["b", "c"] }, { _id: 3 }] as never);
    await right.insertMany([
      { _id: 10, owner: "a", v: 1 },
      { _id: 11, owner: "b", v: 5 },
      { _id: 12, owner: null, v: 7 },
      { _id: 13, owner: "a", v: 9 },
    ] as never);
    const from = right.collectionName;
    const simple = await left
      .aggregate([
        { $lookup: { from, localField: "k", foreignField: "owner", as: "r" } },
        { $sort: { _id: 1 } },
        { $project: { "r._id": 1 } },
      ])
      .toArray();
    expect(simple).toEqual([
      { _id: 1, r: [{ _id: 10 }, { _id: 13 }] },
      { _id: 2, r: [{ _id: 11 }] },
      { _id: 3, r: [{ _id: 12 }] },
    ]);
    const piped = await left
      .aggregate([
        { $match: { _id: 1 } },
        {
          $lookup: {
            from,
            let: { key: "$k" },
            pipeline: [
              { $match: { $expr: { $and: [{ $eq: ["$owner", "$$key"] }, { $gt: ["$v", 5] }] } } },
              { $project: { v: 1, _id: 0 } },
            ],
            as: "r",
          },
        },
      ])
      .toArray();
    expect(piped).toEqual([{ _id: 1, k: "a", r: [{ v: 9 }] }]);
    const union = await left
      .aggregate([{ $match: { _id: 3 } }, { $unionWith: { coll: from, pipeline: [{ $match: { v: 1 } }] } }])
      .toArray();
    expect(union).toEqual([{ _id: 3 }, { _id: 10, owner: "a", v: 1 }]);
  });

  test("distinct and counts", async () => {
    const collection = backend.fresh();
    await collection.insertMany(contacts as never);
    expect(await collection.distinct("tags")).toEqual(["x", "y"]);
    expect(await collection.distinct("score", { team: "b" })).toEqual([3]);
    expect(await collection.distinct("due")).toEqual([null, "2026-01-01", "2026-01-05"]);
    expect(await collection.countDocuments({ team: "a" })).toBe(2);
    expect(await collection.countDocuments({}, { skip: 1, limit: 2 })).toBe(2);
    expect(await collection.estimatedDocumentCount()).toBe(4);
  });

  test("what is wrong is refused", async () => {
    const collection = backend.fresh();
    expect(await refusal(collection.aggregate([{ $nope: 1 }]).toArray())).toBe(40324);
    expect(await refusal(collection.aggregate([{ $match: {}, $limit: 1 }]).toArray())).toBe(40323);
    expect(await refusal(collection.aggregate([{ $project: { a: { $nope: 1 } } }]).toArray())).toBeDefined();
    expect(await refusal(collection.aggregate([{ $group: { n: { $sum: 1 } } }]).toArray())).toBeDefined();
    expect(await refusal(collection.aggregate([{ $project: { a: "$$nope" } }]).toArray())).toBeDefined();
  });
});
