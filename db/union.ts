import type { Document } from "mongodb";

/**
 * One pipeline that gives what several of a collection give, in one request; the order is open, as MongoDB's is, and a
 * transaction takes none.
 */
export function union(collection: string, [first = [], ...rest]: readonly Document[][]): Document[] {
  return [...first, ...rest.map((pipeline) => ({ $unionWith: { coll: collection, pipeline } }))];
}
