import type { Collection } from "../storage/catalog.ts";
import type { Reader } from "../storage/layout.ts";
import { noDeadline, tooLate } from "./deadline.ts";
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
export function runQuery(collection: Collection | undefined, reader: Reader, wish: Wish): Running {
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
  const batches = mustSort ? inOrder(found, wish) : found;
  return { plan, examined, batches };
}

const mostCounted = 100_000;

/** A count under way: its plan, what it has looked at, and how many documents there are, at most `wish.limit`. */
export interface Counting extends Omit<Running, "batches"> {
  count(): Promise<number>;
}

/** Chooses the plan of a count; where the index decides, the database counts its entries and nothing is read. */
export function runCount(collection: Collection | undefined, reader: Reader, wish: Omit<Wish, "sort">): Counting {
  const running = runQuery(collection, reader, { ...wish, sort: [], needed: new Set() });
  const { plan, examined, batches } = running;
  const deadline = wish.deadline ?? noDeadline;
  const count = async (): Promise<number> => {
    let n = 0;
    if (!plan.decided) {
      for await (const batch of batches) n += batch.length;
      return n;
    }
    for (const { from, to } of plan.ranges!) {
      for (let low = from; n < wish.limit;) {
        const wanted = Math.min(wish.limit - n, mostCounted);
        const found = reader.count(low, to, wanted);
        n += found;
        if (found < wanted) break;
        // A long count goes on behind what is counted, when others have had their turn.
        const next = reader.keyAfter(low, to, found);
        if (!next) break;
        low = next;
        await new Promise((resume) => setImmediate(resume));
        if (Date.now() > deadline.at) throw tooLate();
      }
    }
    examined.keys += n;
    return n;
  };
  return { plan, examined, count };
}

async function* inOrder(found: AsyncGenerator<Found[], void, void>, wish: Wish): AsyncGenerator<Found[], void, void> {
  const sorter = createSorter<Found>(wish.sort, wish.limit);
  for await (const batch of found) for (const one of batch) sorter.add(one.document, one, one.bytes?.length ?? 100);
  const sorted = sorter.sorted();
  for (let at = 0; at < sorted.length; at += 256) yield sorted.slice(at, at + 256);
}
