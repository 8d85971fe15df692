import fc from "fast-check";
import type { Collection, Document, Sort } from "mongodb";
import { encodeKey } from "../../db/embedded/bson/key-encoding.ts";
import { sortKey } from "../../db/embedded/query/sort.ts";

const scalar = fc.oneof(
  fc.integer({ min: -2, max: 4 }),
  fc.constantFrom("", "a", "ab", "b", "ä", "\u0000", "a\u0000b"),
  fc.constantFrom<unknown>(null, true, false, 1.5, -0, new Date(0), new Date(5), { x: 1 }, { y: "a" }, Number.NaN),
);
const value = fc.oneof({ weight: 5, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) });
const fields = ["a", "b", "c", "d.e"] as const;
const field = fc.constantFrom(...fields);

const document = fc
  .record(
    {
      a: value,
      b: value,
      c: value,
      d: fc.oneof(value, fc.record({ e: value }), fc.array(fc.record({ e: scalar }), { maxLength: 2 })),
    },
    { requiredKeys: [] },
  )
  // Two arrays on one compound index are refused by the database, which another test is about.
  .map((one) => {
    let seen = false;
    return Object.fromEntries(
      Object.entries(one).map(([name, inner]) => {
        const isArray =
          Array.isArray(inner) ||
          (inner !== null && typeof inner === "object" && "e" in inner && Array.isArray(inner.e));
        const again = isArray && seen;
        seen ||= isArray;
        return [name, again ? 7 : inner];
      }),
    );
  });

const comparable = fc.oneof(
  fc.integer({ min: -2, max: 4 }),
  fc.constantFrom<unknown>("a", "ab", "b", 1.5, new Date(3)),
);

const condition: fc.Arbitrary<unknown> = fc.oneof(
  scalar.filter((one) => !Number.isNaN(one)),
  fc.constant([]),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  comparable.map((one) => ({ $gt: one })),
  comparable.map((one) => ({ $lte: one })),
  fc.tuple(comparable, comparable).map(([low, high]) => ({ $gte: low, $lt: high })),
  comparable.map((one) => ({ $elemMatch: { $gte: one } })),
  comparable.map((one) => ({ $ne: one })),
  fc.constant({ $exists: true }),
  fc.constant({ $type: "string" }),
  fc.constant(/^a/),
);

const clause = fc.tuple(field, condition).map(([name, one]): Document => ({ [name]: one }));

const filter: fc.Arbitrary<Document> = fc
  .tuple(fc.array(clause, { maxLength: 3 }), fc.option(fc.array(clause, { minLength: 1, maxLength: 3 })))
  .map(([all, any]) => ({ ...(all.length > 0 ? { $and: all } : {}), ...(any ? { $or: any } : {}) }));

const index = fc
  .tuple(
    fc.uniqueArray(field, { minLength: 1, maxLength: 3 }),
    fc.array(fc.constantFrom(1 as const, -1 as const), { minLength: 3, maxLength: 3 }),
  )
  .map(
    ([names, directions]) =>
      Object.fromEntries(names.map((name, i) => [name, directions[i]!])) as Record<string, 1 | -1>,
  );

/** A collection's documents, its indexes and a query, at random. */
export const trial = fc.record({
  documents: fc.array(document, { minLength: 1, maxLength: 40 }),
  indexes: fc.uniqueArray(index, { minLength: 1, maxLength: 3, selector: (one) => JSON.stringify(one) }),
  partial: fc.option(
    fc.constantFrom<Document>({ a: { $type: "string" } }, { b: { $gte: 1 } }, { c: { $exists: true } }),
    { freq: 3 },
  ),
  queries: fc.array(fc.record({ filter, sort: fc.oneof(index, fc.constant({})), limit: fc.constantFrom(0, 0, 1, 5) }), {
    minLength: 4,
    maxLength: 8,
  }),
});

type Trial = typeof trial extends fc.Arbitrary<infer One> ? One : never;

/** Asks each query with the indexes and by reading everything; fails where the answers differ. */
export async function checkPlans(
  collection: Collection,
  { documents, indexes, partial, queries }: Trial,
): Promise<void> {
  await collection.insertMany(documents.map((one, _id) => ({ ...one, _id })) as never);
  for (const [i, keys] of indexes.entries()) {
    await collection.createIndex(keys, {
      name: `i${i}`,
      ...(i === 0 && partial ? { partialFilterExpression: partial } : {}),
    });
  }
  for (const query of queries) {
    const ask = (hint?: Document) => {
      const cursor = collection.find(query.filter, hint ? { hint } : {});
      return Object.keys(query.sort).length > 0 ? cursor.sort(query.sort as Sort) : cursor;
    };
    const everything = await ask({ $natural: 1 }).toArray();
    const planned = await ask().limit(query.limit).toArray();
    const counted = await collection.countDocuments(query.filter);
    const sort = Object.entries(query.sort) as [string, 1 | -1][];
    const keys = (found: Document[]): string[] =>
      found.map((one) => (sort.length > 0 ? sortKey(one, sort).toString("hex") : ""));
    const ids = (found: Document[]): string[] => found.map(({ _id }) => encodeKey(_id).toString("hex")).sort();
    const wanted = query.limit === 0 ? everything : everything.slice(0, query.limit);
    const same =
      counted === everything.length &&
      JSON.stringify(keys(planned)) === JSON.stringify(keys(wanted)) &&
      planned.length === wanted.length &&
      ids(planned).every((id) => ids(everything).includes(id)) &&
      new Set(ids(planned)).size === planned.length;
    if (!same) {
      const { queryPlanner } = await ask().explain("queryPlanner");
      throw new Error(`${JSON.stringify({ query, planned, wanted, counted, queryPlanner })}`);
    }
  }
}
