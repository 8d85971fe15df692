import { indexPrefix } from "../storage/entries.ts";
import type { Index } from "../storage/catalog.ts";
import { bytesOf, intersect, type Bound, type Interval } from "./bounds.ts";

/** A stretch of an index's keys; those in it agree on their first `shared` bytes. */
export interface Range {
  from: Buffer;
  to: Buffer;
  shared: number;
}

/** How a filter's bounds fall on one index, before any bytes are made of them. */
export interface Shape {
  /** What each of the first fields is held to. */
  held: Interval[][];
  /** How many of the first fields are held to single values. */
  points: number;
  /** For each field held to points: whether it is one only. */
  single: boolean[];
  /** Whether the field after the points is bounded too. */
  hasRange: boolean;
  /** How many stretches of the index that makes. */
  stretches: number;
  /** The conditions that the stretches fully answer. */
  answered: Set<number>;
}

const mostRanges = 400;

/** Returns how the bounds fall on the index: points as far as they go, then a range. */
export function shapeOf(index: Index, bounds: readonly Bound[]): Shape {
  const shape: Shape = { held: [], points: 0, single: [], hasRange: false, stretches: 1, answered: new Set() };
  let arrayRoot: string | undefined;
  for (const [place, [path]] of index.fields.entries()) {
    const multikey = index.multikey[place] === true;
    const root = path.split(".")[0]!;
    // Two conditions on one array may be met by different elements, which no single key has together.
    if (multikey && arrayRoot === root) break;
    const bound = combined(bounds, path, multikey);
    if (!bound) break;
    if (multikey) arrayRoot = root;
    const { intervals } = bound;
    const arePoints = intervals.every((interval) => interval.point) && shape.stretches * intervals.length <= mostRanges;
    if (arePoints) {
      shape.points += 1;
      shape.single.push(intervals.length === 1);
    } else {
      shape.hasRange = true;
    }
    shape.stretches *= intervals.length;
    shape.held.push(intervals);
    for (const conjunct of bound.answered) shape.answered.add(conjunct);
    if (!arePoints) break;
  }
  return shape;
}

/** Returns the stretches of the index that hold every document the shape allows, in the index's order. */
export function rangesOf(index: Index, { held, points }: Shape): Range[] {
  let prefixes = [indexPrefix(index)];
  for (const [place, intervals] of held.slice(0, points).entries()) {
    const direction = index.fields[place]![1];
    const ordered = direction === 1 ? intervals : [...intervals].reverse();
    prefixes = prefixes.flatMap((prefix) =>
      ordered.map((interval) => Buffer.concat([prefix, pointBytes(interval, direction)])),
    );
  }
  const direction = index.fields[points]?.[1] ?? 1;
  const last = held[points];
  const ends = (direction === 1 ? last : last && [...last].reverse())?.map((one) => bytesOf(one, direction)) ?? [
    { from: Buffer.alloc(0), to: Buffer.from([0xff]) },
  ];
  return prefixes.flatMap((prefix) =>
    ends.map(({ from, to }) => ({
      from: Buffer.concat([prefix, from]),
      to: Buffer.concat([prefix, to]),
      shared: prefix.length,
    })),
  );
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
  return { intervals: best.intervals, answered: best.exact && !best.nulls ? [best.conjunct] : [] };
}
