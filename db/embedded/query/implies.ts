import { EJSON } from "bson";
import { behindRank, rank } from "../bson/order.ts";
import { boundsOf, bytesOf, conjunctsOf, type Bound, type Conjunct } from "./bounds.ts";
import type { Doc } from "../bson/documents.ts";
import { checkFilter } from "./check-filter.ts";

const ranks: Record<string, number> = {
  string: rank.string,
  number: rank.number,
  object: rank.object,
  objectId: rank.objectId,
  bool: rank.boolean,
  date: rank.date,
};

/** True where every document that passes the conditions is sure to be in the partial index. */
export function implies(conjuncts: readonly Conjunct[], bounds: readonly Bound[], partial: Doc): boolean {
  return conjunctsOf(checkFilter(partial)).every((wanted) => {
    const text = exactText(wanted);
    if (conjuncts.some((conjunct) => exactText(conjunct) === text)) return true;
    const [path, condition] = Object.entries(wanted)[0]!;
    if (path.startsWith("$")) return false;
    const [operator, argument] = Object.entries(condition as Doc)[0]!;
    return bounds.some((bound) => bound.path === path && within(bound, operator, argument));
  });
}

// Unlike JSON, this keeps a date and its text, or an id and its text, apart.
const exactText = (condition: Doc): string => EJSON.stringify(condition, { relaxed: false });

function within(bound: Bound, operator: string, argument: unknown): boolean {
  if (bound.intervals.length === 0) return true;
  if (operator === "$exists")
    return argument === true && inside(bound, Buffer.from([rank.null + 1]), Buffer.from([0xff]));
  if (operator === "$type") {
    const kinds = (argument as string[]).map((type) => ranks[type]);
    return bound.intervals.every((interval) =>
      kinds.some(
        (kind) =>
          kind !== undefined &&
          inside({ ...bound, intervals: [interval] }, Buffer.from([kind]), Buffer.from([behindRank(kind)])),
      ),
    );
  }
  const [partial] = boundsOf([{ [bound.path]: { [operator]: argument } }]);
  if ((!partial?.exact || partial.nulls) && !(operator === "$eq" && argument !== null) && !/^\$[gl]te?$/.test(operator))
    return false;
  return bound.intervals.every((interval) =>
    partial!.intervals.some((allowed) => {
      const { from, to } = bytesOf(allowed, 1);
      return inside({ ...bound, intervals: [interval] }, from, to);
    }),
  );
}

function inside(bound: Bound, from: Buffer, to: Buffer): boolean {
  return bound.intervals.every((interval) => {
    const own = bytesOf(interval, 1);
    return from.compare(own.from) <= 0 && own.to.compare(to) <= 0;
  });
}
