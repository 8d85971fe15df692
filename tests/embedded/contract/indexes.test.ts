import type { Collection, Document } from "mongodb";
import { expect, test } from "vitest";
import { contract, refusal } from "../backends.ts";

/** Returns every stage in a plan, and what was examined. */
function read(explained: Document): { stages: string[]; index?: string; keys: number; documents: number } {
  const stages: string[] = [];
  let index: string | undefined;
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    if ("stage" in value) stages.push(String(value.stage));
    if ("indexName" in value) index = String(value.indexName);
    Object.values(value).forEach(walk);
  };
  const cursor = (explained["stages"] as Document[] | undefined)?.[0]?.["$cursor"] as Document | undefined;
  const { queryPlanner, executionStats } = cursor ?? explained;
  walk((queryPlanner as Document)["winningPlan"]);
  const { totalKeysExamined, totalDocsExamined } = executionStats as {
    totalKeysExamined: number;
    totalDocsExamined: number;
  };
  return { stages, keys: totalKeysExamined, documents: totalDocsExamined, ...(index === undefined ? {} : { index }) };
}

const filled = async (collection: Collection): Promise<Collection> => {
  await collection.createIndex(
    { org: 1, owners: 1, due: 1, name: 1 },
    { name: "due", partialFilterExpression: { due: { $type: "string" } } },
  );
  await collection.createIndex({ org: 1, name: 1, id: 1 }, { name: "names" });
  await collection.createIndex({ org: 1, terms: 1 }, { name: "terms" });
  await collection.createIndex({ org: 1, lead: 1, name: 1 }, { name: "leads" });
  await collection.insertMany(
    Array.from({ length: 600 }, (_, i) => ({
      id: i,
      org: "o",
      owners: [`u${i % 3}`, "all"],
      due: i % 4 === 0 ? null : `2026-01-${String(1 + (i % 28)).padStart(2, "0")}`,
      name: `n${String((i * 37) % 600).padStart(3, "0")}`,
      terms: [`t${i % 50}`, `s${i % 7}`],
      lead: ["HOT", "WARM", "COLD"][i % 3],
      status: i % 5 === 0 ? "OUT" : "IN",
    })),
  );
  return collection;
};

contract("indexes", (backend) => {
  test("the first ones of a range are read in order, and no more", async () => {
    const collection = await filled(backend.fresh());
    const due = [
      { $match: { org: "o", owners: "u1", due: { $lte: "2026-01-20" }, status: { $in: ["IN"] } } },
      { $sort: { due: 1, name: 1 } },
      { $limit: 10 },
    ];
    const plan = read(await collection.aggregate(due).explain("executionStats"));
    expect(plan.index).toBe("due");
    expect(plan.stages).toContain("IXSCAN");
    expect(plan.stages).not.toContain("SORT");
    expect(plan.documents).toBeLessThan(20);
    const all = (await collection.find({ org: "o", owners: "u1", status: "IN" }).toArray()).filter(
      ({ due: day }) => typeof day === "string" && day <= "2026-01-20",
    );
    all.sort((a, b) => (`${a["due"]}${a["name"]}` < `${b["due"]}${b["name"]}` ? -1 : 1));
    expect((await collection.aggregate(due).toArray()).map(({ id }) => id as unknown)).toEqual(
      all.slice(0, 10).map(({ id }) => id as unknown),
    );
  });

  test("several values in front of the order are merged", async () => {
    const collection = await filled(backend.fresh());
    const query = collection
      .find({ org: "o", lead: { $in: ["HOT", "COLD"] } })
      .sort({ name: 1 })
      .limit(5);
    const plan = read(await query.clone().explain("executionStats"));
    expect(plan.stages).toContain("SORT_MERGE");
    expect(plan.documents).toBeLessThanOrEqual(8);
    const names = (await query.toArray()).map(({ name }) => name as unknown);
    expect(names).toEqual([...names].sort());
  });

  test("prefixes of text are ranges", async () => {
    const collection = await filled(backend.fresh());
    for (const terms of [/^t4/, { $elemMatch: { $gte: "t4", $lt: "t5" } }]) {
      const query = collection.find({ org: "o", terms });
      expect(await query.clone().toArray()).toHaveLength(132);
      const plan = read(await query.explain("executionStats"));
      expect(plan.index).toBe("terms");
      expect(plan.documents).toBe(132);
    }
  });

  test("counts by an index alone read no documents", async () => {
    const collection = await filled(backend.fresh());
    const plan = read(
      await collection
        .aggregate([
          { $match: { org: "o", name: { $gte: "n100", $lt: "n200" } } },
          { $group: { _id: null, n: { $sum: 1 } } },
        ])
        .explain("executionStats"),
    );
    expect(plan.documents).toBe(0);
    expect(plan.keys).toBeLessThanOrEqual(101);
    expect(await collection.countDocuments({ org: "o", name: { $gte: "n100", $lt: "n200" } })).toBe(100);
  });

  test("an empty array is found by the key that it has, in order", async () => {
    const collection = await filled(backend.fresh());
    await collection.createIndex({ org: 1, owners: 1, name: 1 }, { name: "owned" });
    await collection.insertMany(
      [[], [[]], null, ["u1"], [], [["u1"]]].map((owners, id) => ({
        id: `x${id}`,
        org: "o",
        owners,
        name: `${9 - id}`,
      })),
    );
    const query = collection.find({ org: "o", owners: [] }).sort({ name: 1 }).hint("owned");
    expect((await query.clone().toArray()).map(({ id }) => id as unknown)).toEqual(["x4", "x1", "x0"]);
    const plan = read(await query.clone().explain("executionStats"));
    expect(plan.stages).not.toContain("SORT");
    expect(plan.documents).toBeLessThanOrEqual(3);
    expect(await collection.countDocuments({ org: "o", owners: [] }, { hint: "owned" })).toBe(3);
  });

  test("without an index all is read, and a hint is followed", async () => {
    const collection = await filled(backend.fresh());
    expect(read(await collection.find({ status: "OUT" }).explain("executionStats"))).toMatchObject({
      keys: 0,
      documents: 600,
    });
    expect(read(await collection.find({ org: "o", name: "n001" }).hint("names").explain("executionStats")).index).toBe(
      "names",
    );
    expect(
      read(await collection.find({ org: "o", name: "n001" }).hint({ $natural: 1 }).explain("executionStats")).stages,
    ).toContain("COLLSCAN");
    expect(await refusal(collection.find({}).hint("nope").toArray())).toBe(2);
  });

  test("updates and deletions find their documents by index", async () => {
    const collection = await filled(backend.fresh());
    const { db, name: database } = { db: backend.db, name: collection.collectionName };
    const update = await db.command({
      explain: { update: database, updates: [{ q: { org: "o", name: "n010" }, u: { $set: { x: 1 } } }] },
      verbosity: "executionStats",
    });
    expect(read(update)).toMatchObject({ index: "names", documents: 1 });
    expect(await collection.countDocuments({ x: 1 })).toBe(0);
    const deletion = await db.command({
      explain: { delete: database, deletes: [{ q: { org: "o", name: "n010" }, limit: 0 }] },
      verbosity: "executionStats",
    });
    expect(read(deletion)).toMatchObject({ index: "names", documents: 1 });
  });

  test("unique indexes refuse a second one, also in arrays, also when they are made later", async () => {
    const collection = backend.fresh();
    await collection.createIndex({ org: 1, mails: 1 }, { unique: true });
    await collection.insertOne({ org: 1, mails: ["a", "b"] });
    await collection.insertOne({ org: 2, mails: ["a"] });
    const error = (await collection.insertOne({ org: 1, mails: ["c", "b"] }).catch((reason: unknown) => reason)) as {
      code: number;
      keyPattern: object;
    };
    expect(error.code).toBe(11000);
    expect(error.keyPattern).toEqual({ org: 1, mails: 1 });
    expect(await refusal(collection.updateOne({ org: 2 }, { $set: { org: 1 } }))).toBe(11000);
    await collection.insertOne({ org: 3, mails: ["a"], same: 1 });
    await collection.insertOne({ org: 4, mails: ["a"], same: 1 });
    expect(await refusal(collection.createIndex({ same: 1 }, { unique: true }))).toBe(11000);
    expect((await collection.indexes()).map(({ name }) => name)).toEqual(["_id_", "org_1_mails_1"]);
  });

  test("unique and partial: only some have to differ", async () => {
    const collection = backend.fresh();
    await collection.createIndex({ mail: 1 }, { unique: true, partialFilterExpression: { mail: { $type: "string" } } });
    await collection.insertMany([{ mail: null }, { mail: null }, {}, { mail: "a" }]);
    expect(await refusal(collection.insertOne({ mail: "a" }))).toBe(11000);
    expect(await collection.countDocuments({ mail: null })).toBe(3);
    expect(await collection.findOne({ mail: "a" }, { projection: { _id: 0 } })).toEqual({ mail: "a" });
  });

  test("a partial index is not taken for a query that only looks like it", async () => {
    const collection = backend.fresh();
    const day = new Date(0);
    await collection.createIndex({ n: 1 }, { partialFilterExpression: { at: { $eq: day } } });
    await collection.insertMany([
      { n: 1, at: day },
      { n: 2, at: day.toISOString() },
    ]);
    expect(await collection.countDocuments({ n: { $gte: 0 }, at: day.toISOString() })).toBe(1);
    expect(await collection.countDocuments({ n: { $gte: 0 }, at: day })).toBe(1);
    expect(await refusal(collection.createIndex({ x: 1 }, { partialFilterExpression: { x: { $ne: 1 } } }))).toBe(67);
  });

  test("are listed, kept, refused and dropped", async () => {
    const collection = backend.fresh();
    await collection.createIndex({ a: 1 }, { expireAfterSeconds: 60 });
    await collection.createIndex({ a: 1 }, { expireAfterSeconds: 60 });
    expect(await collection.indexes()).toMatchObject([
      { name: "_id_", key: { _id: 1 } },
      { name: "a_1", key: { a: 1 }, expireAfterSeconds: 60 },
    ]);
    expect(await refusal(collection.createIndex({ a: 1 }, { unique: true }))).toBeDefined();
    await backend.db.command({
      collMod: collection.collectionName,
      index: { keyPattern: { a: 1 }, expireAfterSeconds: 90 },
    });
    expect(await collection.indexes()).toMatchObject([{}, { expireAfterSeconds: 90 }]);
    await collection.dropIndex("a_1");
    expect(await refusal(collection.dropIndex("a_1"))).toBe(27);
    expect(await collection.indexes()).toHaveLength(1);
  });

  test("entries follow a change of what they are made from, however deep, and of what a partial index holds", async () => {
    const collection = backend.fresh();
    await collection.createIndex({ "name.family": 1 }, { name: "family" });
    await collection.createIndex({ tags: 1 }, { name: "open", partialFilterExpression: { date: null } });
    await collection.insertOne({ n: 1, name: { given: "Ann", family: "Lee" }, tags: ["a", "b"], date: "2026-11-24" });
    const found = (filter: Document, hint: string) => collection.find(filter).hint(hint).toArray();
    const open = () => found({ tags: "a", date: null }, "open");
    expect(await open()).toHaveLength(0);
    await collection.updateOne({ n: 1 }, { $set: { date: null } });
    expect(await open()).toHaveLength(1);
    await collection.updateOne({ n: 1 }, { $set: { "tags.0": "c" } });
    expect(await open()).toHaveLength(0);
    await collection.updateOne({ n: 1 }, { $set: { "tags.0": "a", "name.family": "Kim" } });
    expect(await open()).toHaveLength(1);
    expect(await found({ "name.family": "Lee" }, "family")).toHaveLength(0);
    expect(await found({ "name.family": "Kim" }, "family")).toHaveLength(1);
    await collection.updateOne({ n: 1 }, { $set: { date: "2026-11-25" } });
    expect(await open()).toHaveLength(0);
  });

  test("two arrays in one index are refused", async () => {
    const collection = backend.fresh();
    await collection.createIndex({ a: 1, b: 1 });
    expect(await refusal(collection.insertOne({ a: [1], b: [1] }))).toBe(171);
    await collection.insertMany([
      { a: [1], b: 1 },
      { a: 1, b: [1] },
    ]);
    expect(await collection.countDocuments({ a: 1, b: 1 })).toBe(2);
  });
});
