import type { Document } from "mongodb";

/** One pipeline that gives what several of a collection give, one after the other, up to `limit`: one request instead of many. */
export function union(collection: string, [first = [], ...rest]: readonly Document[][], limit?: number): Document[] {
  const added = rest.map((pipeline) => ({ $unionWith: { coll: collection, pipeline } }));
  return [...first, ...added, ...(limit !== undefined && rest.length > 0 ? [{ $limit: limit }] : [])];
}
