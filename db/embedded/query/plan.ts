import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import type { Collection, Index } from "../storage/catalog.ts";
import type { Reader } from "../storage/layout.ts";
import { boundsOf, conjunctsOf, type Bound, type Conjunct } from "./bounds.ts";
import type { Deadline } from "./deadline.ts";
import { filterPaths } from "./filter-paths.ts";
import { implies } from "./implies.ts";
import { indexRanges, type IndexRanges } from "./index-ranges.ts";
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
  ranges?: IndexRanges;
  /** True where documents come in the order of the sort. */
  sorted: boolean;
  reverse: boolean;
  /** True where several stretches have to be merged to be in order. */
  merge: boolean;
  /** The conditions that the key alone can refuse. */
  onKey?: { matches: Matcher; paths: ReadonlySet<string> };
  /** The fields read from the key, where no document has to be read. */
  covered?: ReadonlySet<string>;
  /** The plans of an `$or`, whose documents are put together. */
  branches?: Plan[];
}

/** Returns the way to read the fewest entries and documents; fails on a hint that names no index. */
export function choosePlan(collection: Collection | undefined, reader: Reader, wish: Wish): Plan {
  const wholeCollection: Plan = { sorted: wish.sort.length === 0, reverse: false, merge: false };
  if (!collection) return { ...wholeCollection, sorted: true };
  const conjuncts = conjunctsOf(wish.filter.filter);
  const bounds = boundsOf(conjuncts);
  const hinted = hintedIndexes(collection, wish.hint);
  if (hinted === "natural") return wholeCollection;
  const plans = (hinted ?? collection.indexes).flatMap((index) => {
    const plan = planFor(index, conjuncts, bounds, wish, hinted !== undefined);
    return plan ? [plan] : [];
  });
  if (plans.length === 0) return orPlan(collection, reader, wish) ?? wholeCollection;
  if (plans.length === 1) return plans[0]!;
  const costs = new Map(plans.map((plan) => [plan, costOf(plan, conjuncts, reader, wish)]));
  return plans.reduce((best, plan) => (compareCosts(costs.get(plan)!, costs.get(best)!) < 0 ? plan : best));
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
  const ranges = indexRanges(index, bounds);
  const order = sortFromIndex(index, ranges, wish.sort);
  const bounded = ranges.points > 0 || ranges.hasRange;
  const readable = new Set(index.fields.filter((_, i) => !index.multikey[i]).map(([path]) => path));
  // Arrays make several keys of one document, each of which would be taken for a document.
  const covers =
    wish.needed !== undefined && !wish.filter.typed && [...wish.needed].every((path) => readable.has(path));
  if (!bounded && !hinted && !(order && wish.sort.length > 0) && !(covers && index.partial === undefined))
    return undefined;
  const open = conjuncts.filter((_, i) => !ranges.answered.has(i));
  const onKey = open.filter((conjunct) => filterPaths(conjunct)?.every((path) => readable.has(path)) === true);
  const plan: Plan = {
    index,
    ranges,
    sorted: order !== undefined,
    reverse: order?.reverse ?? false,
    merge: order?.merge ?? false,
  };
  if (onKey.length > 0 && !wish.filter.typed) {
    const paths = new Set(onKey.flatMap((conjunct) => filterPaths(conjunct) ?? []));
    plan.onKey = { matches: matcherOf({ $and: onKey }), paths };
  }
  if (covers && onKey.length === open.length && (wish.sort.length === 0 || plan.sorted)) plan.covered = wish.needed;
  if (plan.covered || bounded || hinted || (order && wish.sort.length > 0)) return plan;
  return undefined;
}

const sampled = 1000;

type Cost = readonly [work: number, points: number, width: number];

function costOf(plan: Plan, conjuncts: readonly Conjunct[], reader: Reader, wish: Wish): Cost {
  const { ranges, index } = plan as Required<Pick<Plan, "ranges" | "index">>;
  let entries = 0;
  for (const { from, to } of ranges.ranges) {
    if (entries >= sampled) break;
    entries += reader.keys(from, to, false, sampled - entries).length;
  }
  const mustSort = wish.sort.length > 0 && !plan.sorted;
  const certain = conjuncts.length === ranges.answered.size;
  // How many entries it takes to find one match is not known; some tens are taken for usual where a condition is left open.
  const expected = mustSort ? entries * 1.5 : Math.min(entries, certain ? wish.limit : wish.limit * 20);
  const unread = plan.covered ? 0.3 : plan.onKey ? 0.8 : 1;
  return [expected * unread, -ranges.points - (ranges.hasRange ? 0.5 : 0), index.fields.length];
}

function compareCosts(a: Cost, b: Cost): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function hintedIndexes(collection: Collection, hint: unknown): Index[] | "natural" | undefined {
  if (hint === undefined || (isDocument(hint) && Object.keys(hint).length === 0)) return undefined;
  if (isDocument(hint) && "$natural" in hint) return "natural";
  const wanted = JSON.stringify(isDocument(hint) ? Object.entries(hint) : hint);
  const index = collection.indexes.find((one) => JSON.stringify(isDocument(hint) ? one.fields : one.name) === wanted);
  if (!index)
    throw new MongoError(
      "BadValue",
      "planner returned error :: caused by :: hint provided does not correspond to an existing index",
    );
  return [index];
}

// Where only the branches of an $or are bounded, each is read by its own index.
function orPlan(collection: Collection, reader: Reader, wish: Wish): Plan | undefined {
  const branches = wish.filter.filter["$or"] as Doc[] | undefined;
  if (!branches || wish.hint !== undefined) return undefined;
  const rest = Object.fromEntries(Object.entries(wish.filter.filter).filter(([name]) => name !== "$or"));
  const plans = branches.map((branch) => {
    const filter: Doc = Object.keys(rest).length === 0 ? branch : { $and: [rest, branch] };
    return choosePlan(collection, reader, { filter: { ...wish.filter, filter }, sort: [], limit: Infinity });
  });
  if (!plans.every((plan) => plan.index !== undefined || plan.branches !== undefined)) return undefined;
  return { sorted: wish.sort.length === 0, reverse: false, merge: false, branches: plans };
}
