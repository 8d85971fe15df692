import type { Reader } from "../storage/layout.ts";
import type { Range } from "./index-ranges.ts";
import type { Plan } from "./plan.ts";

const mostAtOnce = 256;
const next = Buffer.from([0]);

/** Gives the keys of the plan's stretches in its order, read in steps that start small where few are wanted. */
export function* keysInOrder(reader: Reader, plan: Plan, limit: number): Generator<Buffer, void, void> {
  const ranges = plan.ranges!;
  const first = Math.min(Math.max(Number.isFinite(limit) ? limit : mostAtOnce, 4), mostAtOnce);
  if (plan.merge && ranges.length > 1) {
    yield* merged(
      ranges.map((range) => ({ range, keys: keysOf(reader, range, plan.reverse, first) })),
      plan.reverse,
    );
    return;
  }
  for (const range of plan.reverse ? [...ranges].reverse() : ranges) yield* keysOf(reader, range, plan.reverse, first);
}

// Continues behind the last key that was given, so that what is written in between can neither repeat nor stop it.
function* keysOf(reader: Reader, range: Range, reverse: boolean, first: number): Generator<Buffer, void, void> {
  let { from, to } = range;
  let step = first;
  for (;;) {
    const keys = reader.keys(from, to, reverse, step);
    yield* keys;
    const last = keys.at(-1);
    if (!last || keys.length < step) return;
    if (reverse) to = last;
    else from = Buffer.concat([last, next]);
    step = Math.min(step * 4, mostAtOnce);
  }
}

interface Stretch {
  range: Range;
  keys: Generator<Buffer, void, void>;
}

function* merged(stretches: readonly Stretch[], reverse: boolean): Generator<Buffer, void, void> {
  const heads = stretches.flatMap((stretch) => {
    const { value } = stretch.keys.next();
    return value ? [{ ...stretch, key: value }] : [];
  });
  const direction = reverse ? -1 : 1;
  // What the stretches differ in is in front; behind it, all are in the order that is wanted.
  const tail = (head: { key: Buffer; range: Range }): Buffer => head.key.subarray(head.range.shared);
  while (heads.length > 0) {
    let best = 0;
    for (let i = 1; i < heads.length; i++) if (direction * tail(heads[i]!).compare(tail(heads[best]!)) < 0) best = i;
    const head = heads[best]!;
    yield head.key;
    const following = head.keys.next().value;
    if (following) head.key = following;
    else heads.splice(best, 1);
  }
}
