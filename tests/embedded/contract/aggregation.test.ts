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
    ["$count", [{ $match: { team: "a" } }, { $count: "n" }], [{ n: 2 }]],
    ["$count of nothing", [{ $match: { team: "z" } }, { $count: "n" }], []],
    ["$project excludes", [{ $match: { _id: 4 } }, { $project: { name: 0, _id: 0 } }], [{ team: "b", score: 3 }]],
  ])("%s", async (_title, pipeline, expected) => {
    expect(await run(pipeline)).toEqual(expected);
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
