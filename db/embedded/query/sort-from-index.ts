import type { Index } from "../storage/catalog.ts";
import type { Shape } from "./index-ranges.ts";
import type { SortSpec } from "./sort.ts";

/** Tells how the index's own order gives the sort: read forwards or backwards, by stretches or merged; undefined where it cannot. */
export function sortFromIndex(
  index: Index,
  found: Shape,
  sort: SortSpec,
): { reverse: boolean; merge: boolean } | undefined {
  if (sort.length === 0) return { reverse: false, merge: false };
  const isFixed = (place: number): boolean =>
    place < found.points && found.single[place] === true && !index.multikey[place];
  const fixed = new Set(index.fields.filter((_, place) => isFixed(place)).map(([path]) => path));
  // A field that has only one value orders nothing.
  const wanted = sort.filter(([path]) => !fixed.has(path));
  if (wanted.length === 0) return { reverse: false, merge: false };
  const moving = index.fields
    .map((field, place) => ({ field, place }))
    .filter(({ place }) => !(place < found.points && found.single[place]));
  const inRow = follows(index, moving, wanted);
  if (inRow) return { reverse: inRow.reverse, merge: false };
  const afterPoints = moving.filter(({ place }) => place >= found.points);
  // Several ranges on the field itself lie one behind the other; only stretches apart by their points can be merged.
  const merged = follows(index, afterPoints, wanted);
  return merged ? { reverse: merged.reverse, merge: found.stretches > 1 } : undefined;
}

function follows(
  index: Index,
  fields: readonly { field: readonly [string, 1 | -1]; place: number }[],
  sort: SortSpec,
): { reverse: boolean } | undefined {
  let reverse: boolean | undefined;
  for (const [i, [path, direction]] of sort.entries()) {
    const candidate = fields[i];
    if (candidate?.field[0] !== path || index.multikey[candidate.place]) return undefined;
    const turned = candidate.field[1] !== direction;
    if (reverse !== undefined && reverse !== turned) return undefined;
    reverse = turned;
  }
  return { reverse: reverse ?? false };
}
