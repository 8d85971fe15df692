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

  test("$unionWith adds what another pipeline gives, in any order", async () => {
    const collection = backend.fresh();
    const other = backend.fresh();
    await collection.insertMany(contacts as never);
    await other.insertMany([{ _id: 9, name: "Ed", tags: ["x"] }] as never);
    const named = (team: string) => [{ $match: { team } }, { $sort: { name: -1 } }, { $project: { name: 1, _id: 0 } }];
    const more = (coll: string, pipeline: object[]) => ({ $unionWith: { coll, pipeline } });
    const both = [...named("b"), more(collection.collectionName, named("a"))];
    const names = async (pipeline: object[]) =>
      (await collection.aggregate(pipeline).toArray()).map(({ name }) => name as string).sort();
    expect(await names(both)).toEqual(["Ada", "Bob", "Cy", "Di"]);
    expect(await names([...named("a"), { $unionWith: other.collectionName }])).toEqual(["Ada", "Cy", "Ed"]);
    // A union may be a part of one; a count of nothing adds nothing.
    const nested = [{ $match: { team: "z" } }, { $count: "none" }, more(collection.collectionName, both)];
    expect(await names([...nested, more("nowhere", [])])).toEqual(["Ada", "Bob", "Cy", "Di"]);
    const counts = [{ $match: { team: "a" } }, { $count: "a" }, more(collection.collectionName, [{ $count: "all" }])];
    expect(await collection.aggregate(counts).toArray()).toEqual(expect.arrayContaining([{ a: 2 }, { all: 4 }]));
  });

  test("$lookup adds the documents whose ids a field has", async () => {
    const teams = backend.fresh();
    const people = backend.fresh();
    await teams.insertMany(["a", "b"].map((_id) => ({ _id, name: _id.toUpperCase(), secret: 1 })) as never);
    const joined = async (document: object, localField: string) => {
      await people.deleteMany({});
      await people.insertOne({ _id: 1, ...document } as never);
      const lookup = { from: teams.collectionName, localField, foreignField: "_id", as: "teams" };
      const [found] = await people.aggregate([{ $lookup: lookup }, { $project: { "teams.secret": 0 } }]).toArray();
      return found;
    };
    const a = { _id: "a", name: "A" };
    expect(await joined({ team: "a" }, "team")).toEqual({ _id: 1, team: "a", teams: [a] });
    const memberships = [{ team: "b" }, { team: "z" }, { team: "a" }];
    const found = await joined({ users: [{ memberships }] }, "users.memberships.team");
    expect(found?.["teams"]).toHaveLength(2);
    expect(found?.["teams"]).toEqual(expect.arrayContaining([a, { _id: "b", name: "B" }]));
    expect(await joined({ team: [] }, "team")).toEqual({ _id: 1, team: [], teams: [] });
    expect(await joined({ team: null }, "team")).toEqual({ _id: 1, team: null, teams: [] });
    expect(await joined({}, "team")).toEqual({ _id: 1, teams: [] });
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
