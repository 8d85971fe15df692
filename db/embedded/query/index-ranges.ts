import { indexPrefix } from "../storage/layout.ts";
import type { Index } from "../storage/catalog.ts";
import { bytesOf, intersect, type Bound, type Interval } from "./bounds.ts";

/** A stretch of an index's keys; those in it agree on their first `shared` bytes. */
export interface Range {
  from: Buffer;
  to: Buffer;
  shared: number;
}

/** What a filter's bounds come to in one index. */
export interface IndexRanges {
  ranges: Range[];
  /** How many of the first fields are held to single values. */
  points: number;
  /** For each field held to points: whether it is one only. */
  single: boolean[];
  /** Whether the field after the points is bounded too. */
  hasRange: boolean;
  /** The conditions that the ranges fully answer. */
  answered: Set<number>;
}

const mostRanges = 400;

/** Returns the stretches of the index that hold every document the bounds allow. */
export function indexRanges(index: Index, bounds: readonly Bound[]): IndexRanges {
  const result: IndexRanges = { ranges: [], points: 0, single: [], hasRange: false, answered: new Set() };
  let prefixes = [indexPrefix(index.id)];
  let last: Interval[] | undefined;
  let arrayRoot: string | undefined;
  for (const [place, [path, direction]] of index.fields.entries()) {
    const multikey = index.multikey[place] === true;
    const root = path.split(".")[0]!;
    // Two conditions on one array may be met by different elements, which no single key has together.
    if (multikey && arrayRoot === root) break;
    const bound = combined(bounds, path, multikey);
    if (!bound) break;
    if (multikey) arrayRoot = root;
    if (bound.intervals.every((interval) => interval.point) && prefixes.length * bound.intervals.length <= mostRanges) {
      const ordered = direction === 1 ? bound.intervals : [...bound.intervals].reverse();
      prefixes = prefixes.flatMap((prefix) =>
        ordered.map((interval) => Buffer.concat([prefix, pointBytes(interval, direction)])),
      );
      result.points += 1;
      result.single.push(bound.intervals.length === 1);
    } else {
      last = direction === 1 ? bound.intervals : [...bound.intervals].reverse();
      result.hasRange = true;
    }
    for (const conjunct of bound.answered) result.answered.add(conjunct);
    if (last) break;
  }
  const direction = index.fields[result.points]?.[1] ?? 1;
  const ends = last?.map((interval) => bytesOf(interval, direction)) ?? [
    { from: Buffer.alloc(0), to: Buffer.from([0xff]) },
  ];
  result.ranges = prefixes.flatMap((prefix) =>
    ends.map(({ from, to }) => ({
      from: Buffer.concat([prefix, from]),
      to: Buffer.concat([prefix, to]),
      shared: prefix.length,
    })),
  );
  return result;
}

// A point's bytes are the same from both ends; only the closing byte of the upper end is too much.
const pointBytes = (interval: Interval, direction: 1 | -1): Buffer => bytesOf(interval, direction).from;

function combined(
  bounds: readonly Bound[],
  path: string,
  multikey: boolean,
): { intervals: Interval[]; answered: number[] } | undefined {
  const own = bounds.filter((bound) => bound.path === path);
  if (own.length === 0) return undefined;
  if (!multikey) {
    return {
      intervals: own.map((bound) => bound.intervals).reduce(intersect),
      answered: own.filter((bound) => bound.exact).map((bound) => bound.conjunct),
    };
  }
  const best =
    own.find((bound) => bound.intervals.every((interval) => interval.point)) ??
    own.find((bound) => !bound.exact) ??
    own[0]!;
  return { intervals: best.intervals, answered: best.exact ? [best.conjunct] : [] };
}
