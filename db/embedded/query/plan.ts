import { isDocument } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import { indexWithKey, type Collection, type Index } from "../storage/catalog.ts";
import { boundsOf, conjunctsOf, type Bound, type Conjunct } from "./bounds.ts";
import type { Deadline } from "./deadline.ts";
import { filterPaths } from "./filter-paths.ts";
import { implies } from "./implies.ts";
import { rangesOf, shapeOf, type Range, type Shape } from "./index-ranges.ts";
import { matcherOf, type CompiledFilter, type Matcher } from "./matcher.ts";
import { sortFromIndex } from "./sort-from-index.ts";
import type { SortSpec } from "./sort.ts";

/** What a command asks of a collection. */
export interface Wish {
  filter: CompiledFilter;
  sort: SortSpec;
  /** How many documents are wanted at most, skipped ones included. */
  limit: number;
  hint?: unknown;
  deadline?: Readonly<Deadline>;
  /** The fields that are looked at afterwards, where they are known: an index that has them all saves the documents. */
  needed?: ReadonlySet<string>;
}

/** How documents are found: a stretch of an index, or the whole collection. */
export interface Plan {
  index?: Index;
  shape?: Shape;
  ranges?: Range[];
  /** True where documents come in the order of the sort. */
  sorted: boolean;
  reverse: boolean;
  /** True where several stretches have to be merged to be in order. */
  merge: boolean;
  /** The conditions that the key alone can refuse. */
  onKey?: { matches: Matcher; paths: ReadonlySet<string>; count: number };
  /** The fields read from the key, where no document has to be read. */
  covered?: ReadonlySet<string>;
  /** True where the stretches have an entry for each document that matches, and no other. */
  decided?: boolean;
  /** True where what the stretches and the key say is all that the filter asks. */
  certain?: boolean;
}

/** Returns the way to read the collection, by the shape of the wish alone; fails on a hint that names no index. */
export function choosePlan(collection: Collection | undefined, wish: Wish): Plan {
  const wholeCollection: Plan = { sorted: wish.sort.length === 0, reverse: false, merge: false };
  if (!collection) return { ...wholeCollection, sorted: true };
  const conjuncts = conjunctsOf(wish.filter.filter);
  const bounds = boundsOf(conjuncts);
  const hinted = hintedIndexes(collection, wish.hint);
  if (hinted === "natural") return wholeCollection;
  let best: { plan: Plan; rank: number[] } | undefined;
  for (const index of hinted ?? collection.indexes) {
    const plan = planFor(index, conjuncts, bounds, wish, hinted !== undefined);
    const rank = plan && rankOf(plan, wish);
    if (rank && (!best || isBetter(rank, best.rank))) best = { plan, rank };
  }
  if (!best) return wholeCollection;
  const { plan } = best;
  const [index, shape] = [plan.index!, plan.shape!];
  const onKey = onKeyOf(plan, conjuncts, wish);
  const certain = conjuncts.length === shape.answered.size + (onKey?.count ?? 0);
  const decided = certain && !onKey && !repeatsDocuments(index, shape);
  return { ...plan, ranges: rangesOf(index, shape), decided, certain, ...(onKey && { onKey }) };
}

function planFor(
  index: Index,
  conjuncts: readonly Conjunct[],
  bounds: readonly Bound[],
  wish: Wish,
  hinted: boolean,
): Plan | undefined {
  if (index.partial && !implies(conjuncts, bounds, index.partial)) {
    if (hinted) throw new MongoError("BadValue", "the hinted index does not hold every document of this query");
    return undefined;
  }
  const shape = shapeOf(index, bounds);
  const order = sortFromIndex(index, shape, wish.sort);
  const plan: Plan = {
    index,
    shape,
    sorted: order !== undefined,
    reverse: order?.reverse ?? false,
    merge: order?.merge ?? false,
  };
  const covered = coveredBy(plan, conjuncts, wish);
  if (covered) plan.covered = covered;
  const isUseful = shape.held.length > 0 || hinted || (order && wish.sort.length > 0) || (covered && !index.partial);
  return isUseful ? plan : undefined;
}

/** True where a document may have several entries in the stretches. */
export function repeatsDocuments({ multikey }: Index, { points, single }: Shape): boolean {
  return multikey.some((isMultikey, place) => isMultikey && !(place < points && single[place]));
}

// Arrays make several keys of one document, so that a key doesn't have the whole field.
const readableOf = ({ fields, multikey }: Index): ReadonlySet<string> =>
  new Set(fields.filter((_, place) => !multikey[place]).map(([path]) => path));

function coveredBy({ index, shape, sorted }: Plan, conjuncts: readonly Conjunct[], wish: Wish) {
  const { needed, filter, sort } = wish;
  if (!needed || filter.typed || (sort.length > 0 && !sorted)) return undefined;
  const readable = readableOf(index!);
  const isOnKey = (conjunct: Conjunct) => filterPaths(conjunct)?.every((path) => readable.has(path)) === true;
  const isCovered =
    [...needed].every((path) => readable.has(path)) &&
    conjuncts.every((conjunct, place) => shape!.answered.has(place) || isOnKey(conjunct));
  return isCovered ? needed : undefined;
}

function onKeyOf({ index, shape }: Plan, conjuncts: readonly Conjunct[], wish: Wish): Plan["onKey"] {
  if (wish.filter.typed) return undefined;
  const readable = readableOf(index!);
  const onKey = conjuncts.filter(
    (conjunct, place) =>
      !shape!.answered.has(place) && filterPaths(conjunct)?.every((path) => readable.has(path)) === true,
  );
  if (onKey.length === 0) return undefined;
  const paths = new Set(onKey.flatMap((conjunct) => filterPaths(conjunct) ?? []));
  return { matches: matcherOf({ $and: onKey }), paths, count: onKey.length };
}

/**
 * What a plan is worth, the weightiest first: one document at most; equalities; the order where only the first are
 * wanted; a range; the order; no document read; one entry for each document; a smaller index.
 */
function rankOf({ index, shape, sorted, covered }: Plan, wish: Wish): number[] {
  const { fields, multikey, partial, unique } = index!;
  const { points, hasRange, held } = shape!;
  const isSorted = wish.sort.length > 0 && sorted;
  const repeats = multikey.slice(held.length).filter(Boolean).length;
  return [
    Number(unique && points === fields.length),
    points,
    Number(isSorted && wish.limit < Infinity),
    Number(hasRange),
    Number(isSorted),
    Number(covered !== undefined),
    -repeats,
    Number(partial !== undefined),
    -fields.length,
  ];
}

function isBetter(rank: readonly number[], other: readonly number[]): boolean {
  const place = rank.findIndex((worth, at) => worth !== other[at]);
  return place >= 0 && rank[place]! > other[place]!;
}

function hintedIndexes(collection: Collection, hint: unknown): Index[] | "natural" | undefined {
  if (hint === undefined || (isDocument(hint) && Object.keys(hint).length === 0)) return undefined;
  if (isDocument(hint) && "$natural" in hint) return "natural";
  const index = isDocument(hint)
    ? indexWithKey(collection, hint)
    : collection.indexes.find(({ name }) => name === hint);
  if (!index)
    throw new MongoError(
      "BadValue",
      "planner returned error :: caused by :: hint provided does not correspond to an existing index",
    );
  return [index];
}
