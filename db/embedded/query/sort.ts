import { asNumber, isDocument, type Doc } from "../bson/documents.ts";
import { complement, encodeKey } from "../bson/key-encoding.ts";
import { MongoError, unsupported } from "../errors.ts";
import { valuesAt } from "./paths.ts";
import { checkPath } from "./check-filter.ts";

/** A sort: paths with 1 or -1, the first one deciding first. */
export type SortSpec = readonly (readonly [path: string, direction: 1 | -1])[];

const mostBytes = 100 * 1024 * 1024;

/** Returns a client's sort in order; fails on anything but 1 and -1. */
export function parseSort(sort: unknown): SortSpec {
  if (sort === undefined || sort === null) return [];
  if (!isDocument(sort)) throw new MongoError("TypeMismatch", "Expected field sort to be of type object");
  return Object.entries(sort).map(([path, value]) => {
    const direction = asNumber(value);
    if (isDocument(value)) throw unsupported("$meta in a sort");
    if (direction !== 1 && direction !== -1) {
      throw new MongoError("BadValue", "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
    }
    checkPath(path);
    return [path, direction];
  });
}

/** Returns bytes by whose order documents come in the order of the sort: an array counts with its lowest (or highest) element. */
export function sortKey(document: Doc, sort: SortSpec): Buffer {
  let arrays = 0;
  const parts = sort.map(([path, direction]) => {
    const found = valuesAt(document, path.split("."));
    if (found.length !== 1 || Array.isArray(found[0])) arrays += 1;
    if (arrays > 1) throw new MongoError("BadValue", "cannot sort with keys that are parallel arrays");
    const keys = found.flatMap(sortedValues).map(encodeKey);
    const best = keys.length === 0 ? encodeKey(null) : keys.reduce((a, b) => (direction * a.compare(b) <= 0 ? a : b));
    return direction === 1 ? best : complement(best);
  });
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

function sortedValues(value: unknown): unknown[] {
  if (!Array.isArray(value)) return [value ?? null];
  return value.length === 0 ? [undefined] : value;
}

interface Keyed<Item> {
  key: Buffer;
  item: Item;
}

/** Collects items and gives back the first `limit` of them in order, keeping no more than it has to. */
export interface Sorter<Item> {
  add(document: Doc, item: Item, bytes: number): void;
  sorted(): Item[];
}

/** Returns an empty sorter; without a limit it fails when it would hold more than 100 MB. */
export function createSorter<Item>(sort: SortSpec, limit: number): Sorter<Item> {
  let kept: Keyed<Item>[] = [];
  let size = 0;
  const order = (a: Keyed<Item>, b: Keyed<Item>): number => a.key.compare(b.key);
  // Only sorting the first few is cheap: what cannot be among them is dropped whenever twice as many have come in.
  const trimAt = Math.max(2 * limit, 1000);
  return {
    add: (document, item, bytes) => {
      kept.push({ key: sortKey(document, sort), item });
      size += bytes;
      if (limit < Infinity && kept.length >= trimAt) {
        kept = kept.sort(order).slice(0, limit);
        size = 0;
      } else if (size > mostBytes) {
        throw new MongoError(
          "QueryExceededMemoryLimitNoDiskUseAllowed",
          "Sort exceeded memory limit of 104857600 bytes, but did not opt in to external sorting.",
        );
      }
    },
    sorted: () =>
      kept
        .sort(order)
        .slice(0, limit)
        .map(({ item }) => item),
  };
}
