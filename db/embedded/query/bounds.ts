import { asNumber, isDocument, type Doc } from "../bson/documents.ts";
import { inByteOrder } from "../bson/byte-order.ts";
import { encodeKey } from "../bson/key-encoding.ts";
import { behindRank, rank, rankOf } from "../bson/order.ts";
import { beginningOfText } from "../bson/text-code.ts";
import type { TextPattern } from "./text-pattern.ts";

/** One end of an interval: encoded bytes, and whether what begins with them is inside. */
export interface End {
  bytes: Buffer;
  inclusive: boolean;
}

/** Values from `low` to `high` in encoded form; a point has both ends on one value. */
export interface Interval {
  low: End;
  high: End;
  point: boolean;
}

/** What one condition of a filter says about the values of a path. */
export interface Bound {
  path: string;
  /** Sorted and apart from each other. */
  intervals: Interval[];
  /** True where the intervals say everything that the condition says. */
  exact: boolean;
  /** True where null is among the values, whose key an array without elements may have as well. */
  nulls?: boolean;
  /** The place of the condition among the filter's conjuncts. */
  conjunct: number;
}

/** One of the conditions that must all hold. */
export type Conjunct = Doc;

/** Returns the filter's conditions that must all hold, each as a filter of its own. */
export function conjunctsOf(filter: Doc): Conjunct[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (name === "$and") return (value as Doc[]).flatMap(conjunctsOf);
    if (name.startsWith("$") || !isDocument(value)) return [{ [name]: value }];
    return Object.entries(value).map(([operator, argument]) => ({ [name]: { [operator]: argument } }));
  });
}

/** Returns what the conditions say about paths that an index could answer. */
export function boundsOf(conjuncts: readonly Conjunct[]): Bound[] {
  return conjuncts.flatMap((conjunct, place) => {
    const [path, condition] = Object.entries(conjunct)[0]!;
    if (path.startsWith("$")) return [];
    const [operator, argument] = Object.entries(condition as Doc)[0]!;
    const found = intervalsOf(operator, argument);
    return found ? [{ path, conjunct: place, ...found }] : [];
  });
}

function intervalsOf(operator: string, argument: unknown): Pick<Bound, "intervals" | "exact" | "nulls"> | undefined {
  switch (operator) {
    case "$eq":
      if (isPlain(argument)) return { intervals: [pointOf(argument)], exact: true, nulls: argument === null };
      return (argument as unknown[]).length === 0 ? { intervals: EMPTY_ARRAY, exact: false } : undefined;
    case "$in": {
      const list = argument as unknown[];
      if (!list.every(isPlain)) return undefined;
      const points = inByteOrder(list.map(pointOf).map((point) => [point.low.bytes.toString("latin1"), point]));
      const apart = points.filter((point, i) => i === 0 || !point.low.bytes.equals(points[i - 1]!.low.bytes));
      return { intervals: apart, exact: true, nulls: list.includes(null) };
    }
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return range(operator, argument);
    case "$regex":
      return prefixRange(argument as TextPattern);
    case "$elemMatch": {
      const inner = Object.entries(argument as Doc).map(([name, value]) =>
        name.startsWith("$") ? intervalsOf(name, value) : undefined,
      );
      const known = inner.filter((one) => one !== undefined);
      if (known.length === 0) return undefined;
      return { intervals: known.map((one) => one.intervals).reduce(intersect), exact: false };
    }
    default:
      return undefined;
  }
}

// Arrays are indexed by their elements, and one without any by a key of its own; it may also be another one's element.
const EMPTY_ARRAY = [undefined, []].map(pointOf);
const isPlain = (value: unknown): boolean => !Array.isArray(value);

function pointOf(value: unknown): Interval {
  const bytes = encodeKey(value);
  return { low: { bytes, inclusive: true }, high: { bytes, inclusive: true }, point: true };
}

function range(operator: string, value: unknown): { intervals: Interval[]; exact: boolean } | undefined {
  if (value === null || !isPlain(value) || isDocument(value) || Number.isNaN(asNumber(value) ?? 0)) return undefined;
  const kind = rankOf(value);
  const bytes = encodeKey(value);
  // Only values of the same type compare; NaN, which begins the numbers, is not below any.
  const first: End = { bytes: kind === rank.number ? encodeKey(-Infinity) : Buffer.from([kind]), inclusive: true };
  const last: End = { bytes: Buffer.from([behindRank(kind)]), inclusive: false };
  const end: End = { bytes, inclusive: operator === "$gte" || operator === "$lte" };
  const interval = operator.startsWith("$g")
    ? { low: end, high: last, point: false }
    : { low: first, high: end, point: false };
  return { intervals: [interval], exact: true };
}

function prefixRange({ prefix: text }: TextPattern): { intervals: Interval[]; exact: boolean } | undefined {
  if (text === undefined) return undefined;
  const { low, high } = beginningOfText(text);
  const interval = { low: { bytes: low, inclusive: true }, high: { bytes: high, inclusive: true }, point: false };
  return { intervals: [interval], exact: true };
}

// The first bytes behind everything that begins with these. Types have codes below 255, so that nothing lies behind that.
function behind(bytes: Buffer): Buffer {
  const last = bytes.findLastIndex((byte) => byte < 0xff);
  if (last < 0) return Buffer.from([0xff]);
  const next = Buffer.from(bytes.subarray(0, last + 1));
  next[last]! += 1;
  return next;
}

const lowBytes = (end: End): Buffer => (end.inclusive ? end.bytes : behind(end.bytes));
const highBytes = (end: End): Buffer => (end.inclusive ? behind(end.bytes) : end.bytes);
const compareLow = (a: End, b: End): number => lowBytes(a).compare(lowBytes(b));
const compareHigh = (a: End, b: End): number => highBytes(a).compare(highBytes(b));

/** Returns the values that are in both lists of intervals. */
export function intersect(left: Interval[], right: Interval[]): Interval[] {
  const both: Interval[] = [];
  for (const a of left) {
    for (const b of right) {
      const low = compareLow(a.low, b.low) >= 0 ? a.low : b.low;
      const high = compareHigh(a.high, b.high) <= 0 ? a.high : b.high;
      if (lowBytes(low).compare(highBytes(high)) < 0) both.push({ low, high, point: a.point || b.point });
    }
  }
  return both;
}

/** Returns the interval as the bytes of an index field, `from` included and `to` not, for an ascending or descending field. */
export function bytesOf(interval: Interval, direction: 1 | -1): { from: Buffer; to: Buffer } {
  if (direction === 1) return { from: lowBytes(interval.low), to: highBytes(interval.high) };
  const flip = (end: End): End => ({
    bytes: Buffer.from(end.bytes.map((byte) => 255 - byte)),
    inclusive: end.inclusive,
  });
  return { from: lowBytes(flip(interval.high)), to: highBytes(flip(interval.low)) };
}
