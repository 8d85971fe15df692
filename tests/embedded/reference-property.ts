import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Collection, Document, Sort } from "mongodb";
import { compareValues, find, matches, sortValue, update } from "./reference.ts";

const scalar = fc.oneof(
  fc.integer({ min: -1, max: 4 }),
  fc.constantFrom<unknown>(
    "",
    "a",
    "ab",
    "b",
    "ä",
    "a\u0000b",
    null,
    true,
    1.5,
    new Date(0),
    new Date(5),
    { x: 1 },
    { x: 1, y: 2 },
  ),
);
const list = fc.array(scalar, { maxLength: 3 });
const names = ["a", "b", "c", "d.e"] as const;
const name = fc.constantFrom(...names);

// At most one field has an array, as two in one index are refused.
const document = fc
  .tuple(
    fc.record({ a: scalar, b: scalar, c: scalar, d: fc.oneof(scalar, fc.record({ e: scalar })) }, { requiredKeys: [] }),
    fc.constantFrom("a", "b", "c", "d", ""),
    fc.oneof(list, fc.array(fc.record({ e: scalar }), { maxLength: 2 })),
  )
  .map(([one, field, array]): Document => (field === "" ? one : { ...one, [field]: array }));

const ordered = fc.oneof(fc.integer({ min: -1, max: 4 }), fc.constantFrom<unknown>("a", "ab", "b", 1.5, new Date(3)));

const comparison = fc.oneof(
  fc.tuple(fc.constantFrom("$gt", "$gte", "$lt", "$lte"), ordered).map(([operator, value]) => ({ [operator]: value })),
  fc.tuple(ordered, ordered).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.record({ $in: list }),
  fc.record({ $eq: scalar }),
);

const condition: fc.Arbitrary<unknown> = fc.oneof(
  scalar,
  list,
  comparison,
  comparison.map((one) => ({ $not: one })),
  comparison.map((one) => ({ $elemMatch: one })),
  fc
    .tuple(fc.constantFrom("$ne", "$nin"), list)
    .map(([operator, values]) => ({ [operator]: operator === "$nin" ? values : (values[0] ?? null) })),
  fc.tuple(scalar, comparison).map(([e]) => ({ $elemMatch: { e } })),
  fc.boolean().map(($exists) => ({ $exists })),
  fc.integer({ max: 3, min: 0 }).map(($size) => ({ $size })),
  fc.constantFrom<unknown>({ $type: "string" }, { $regex: "^a" }, { $regex: "^" }),
);

const clause = fc.tuple(name, condition).map(([path, one]): Document => ({ [path]: one }));
const clauses = fc.array(clause, { minLength: 1, maxLength: 3 });
const filter: fc.Arbitrary<Document> = fc.oneof(
  { weight: 4, arbitrary: clauses.map(($and) => ({ $and })) },
  { weight: 2, arbitrary: clause },
  fc.tuple(clause, clauses).map(([one, $or]) => ({ ...one, $or })),
  clauses.map(($nor) => ({ $nor })),
  fc.constant({}),
);

const fields = fc
  .tuple(
    fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
    fc.tuple(...names.map(() => fc.constantFrom<1 | -1>(1, -1))),
  )
  .map(
    ([paths, directions]) =>
      Object.fromEntries(paths.map((path, at) => [path, directions[at]!])) as Record<string, 1 | -1>,
  );

const change: fc.Arbitrary<Document> = fc.oneof(
  fc.tuple(fc.constantFrom("a", "b", "z"), scalar).map(([field, value]) => ({ $set: { [field]: value, c: 2 } })),
  fc.constantFrom("a", "b", "d").map((field) => ({ $unset: { [field]: "" }, $set: { y: 1, c: "s" } })),
  fc.tuple(fc.constantFrom("$min", "$max"), scalar).map(([operator, value]) => ({ [operator]: { b: value } })),
  fc.constant({ $inc: { n: 2 } }),
  scalar.map((value) => ({ $push: { l: value } })),
  comparison.map((one) => ({ $pull: { l: one } })),
);

/** A collection's documents, its indexes, queries and updates, at random. */
export const trial = fc.record({
  documents: fc.array(document, { minLength: 1, maxLength: 30 }),
  indexes: fc.uniqueArray(fields, { maxLength: 3, selector: (one) => JSON.stringify(one) }),
  queries: fc.array(
    fc.record({
      filter,
      sort: fc.oneof(fields, fc.constant({})),
      skip: fc.constantFrom(0, 0, 2),
      limit: fc.constantFrom(0, 1, 5),
    }),
    { minLength: 5, maxLength: 8 },
  ),
  updates: fc.array(fc.record({ filter: clause, change }), { maxLength: 3 }),
});

type Trial = typeof trial extends fc.Arbitrary<infer One> ? One : never;

/** Asks the database and the reference the same; fails where the answers differ. */
export async function checkAgainstReference(collection: Collection, one: Trial): Promise<void> {
  let documents = one.documents.map((document, _id): Document =>
    structuredClone({ _id, n: 1, l: [1, "a"], ...document }),
  );
  await collection.insertMany(structuredClone(documents) as never);
  for (const [at, keys] of one.indexes.entries()) await collection.createIndex(keys, { name: `i${at}` });
  for (const asked of one.updates) {
    await collection.updateMany(asked.filter, asked.change);
    documents = documents.map((document) =>
      matches(document, asked.filter) ? update(document, asked.change) : document,
    );
  }
  const stored = await collection.find().hint({ $natural: 1 }).toArray();
  for (const [at, document] of documents.entries()) {
    const isSame =
      isDeepStrictEqual(stored[at], document) && Object.keys(stored[at]!).join() === Object.keys(document).join();
    if (!isSame) throw new Error(`after the updates: ${JSON.stringify({ stored: stored[at], document })}`);
  }
  for (const { filter: asked, sort, skip, limit } of one.queries) {
    const expected = find(documents, asked, sort);
    const cursor = collection.find(asked).skip(skip).limit(limit);
    const found = await (Object.keys(sort).length > 0 ? cursor.sort(sort as Sort) : cursor).toArray();
    const wanted = limit === 0 ? expected.slice(skip) : expected.slice(skip, skip + limit);
    const isPlaced = found.every((document, at) =>
      Object.entries(sort).every(
        ([path, way]) => compareValues(sortValue(document, path, way), sortValue(wanted[at]!, path, way)) === 0,
      ),
    );
    const isAmong = found.every((document) => expected.some((each) => isDeepStrictEqual(each, document)));
    const counted = await collection.countDocuments(asked);
    const early = { $sum: { $cond: [{ $lt: ["$b", "b"] }, 1, 0] } };
    const [group] = await collection
      .aggregate([{ $match: asked }, { $group: { _id: null, n: { $sum: 1 }, early } }])
      .toArray();
    const before = expected.filter(({ b }) => compareValues(b, "b") < 0).length;
    const isSame =
      found.length === wanted.length &&
      new Set(found.map(({ _id }) => _id)).size === found.length &&
      isPlaced &&
      isAmong &&
      counted === expected.length &&
      (expected.length === 0 ? group === undefined : group?.["n"] === expected.length && group["early"] === before);
    if (isSame) continue;
    const { queryPlanner } = await collection
      .find(asked)
      .sort(sort as Sort)
      .explain("queryPlanner");
    throw new Error(JSON.stringify({ asked, sort, skip, limit, found, wanted, counted, group, before, queryPlanner }));
  }
}
