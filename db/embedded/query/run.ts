import type { Collection } from "../storage/catalog.ts";
import type { Reader } from "../storage/layout.ts";
import { noDeadline } from "./deadline.ts";
import { choosePlan, type Plan, type Wish } from "./plan.ts";
import { scan, type Examined, type Found } from "./scan.ts";
import { createSorter } from "./sort.ts";

/** A query on its way: its plan, what it has looked at, and its documents in batches. */
export interface Running {
  plan: Plan;
  examined: Examined;
  batches: AsyncGenerator<Found[], void, void>;
}

/** Chooses the plan and returns the documents in order, at most `wish.limit` of them; nothing is read before the first batch. */
export function runQuery(
  collection: Collection | undefined,
  reader: Reader,
  wish: Wish,
  options: { mayExceedMemory?: boolean } = {},
): Running {
  const plan = choosePlan(collection, wish);
  const examined: Examined = { keys: 0, documents: 0 };
  const mustSort = wish.sort.length > 0 && !plan.sorted;
  const found = scan(
    collection,
    reader,
    plan,
    wish.filter,
    { limit: mustSort ? Infinity : wish.limit, deadline: wish.deadline ?? noDeadline },
    examined,
  );
  const batches = mustSort ? inOrder(found, wish, options.mayExceedMemory === true) : found;
  return { plan, examined, batches };
}

async function* inOrder(
  found: AsyncGenerator<Found[], void, void>,
  wish: Wish,
  mayExceedMemory: boolean,
): AsyncGenerator<Found[], void, void> {
  const sorter = createSorter<Found>(wish.sort, wish.limit, mayExceedMemory);
  for await (const batch of found) for (const one of batch) sorter.add(one.document, one, one.bytes?.length ?? 100);
  const sorted = sorter.sorted();
  for (let at = 0; at < sorted.length; at += 256) yield sorted.slice(at, at + 256);
}
