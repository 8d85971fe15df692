import { isDocument, type Doc } from "../bson/documents.ts";
import { complement, encodeKey } from "../bson/key-encoding.ts";
import { MongoError } from "../errors.ts";
import type { Index } from "./catalog.ts";
import { indexPrefix } from "./layout.ts";

/** The keys of one document in one index, without the record's suffix, and which fields were found to hold arrays. */
export interface IndexKeys {
  keys: Buffer[];
  arrays: boolean[];
}

const none: IndexKeys = { keys: [], arrays: [] };

/** Returns the document's keys in the index: none where a partial index leaves it out, several where a field is an array. */
export function indexKeys(index: Index, document: Doc): IndexKeys {
  if (index.covers && !index.covers(document)) return none;
  const arrays: boolean[] = [];
  let keys = [indexPrefix(index.id)];
  let arrayRoot: string | undefined;
  for (const [path, direction] of index.fields) {
    const found = { array: false };
    const values: unknown[] = [];
    collect(document, path.split("."), 0, values, found);
    arrays.push(found.array);
    if (found.array) {
      const root = path.split(".")[0]!;
      if (arrayRoot !== undefined && (arrayRoot !== root || index.unique)) {
        throw new MongoError("CannotIndexParallelArrays", `cannot index parallel arrays [${path}] [${arrayRoot}]`);
      }
      arrayRoot = root;
    }
    const encoded = distinct(
      values.map((value) => (direction === 1 ? encodeKey(value) : complement(encodeKey(value)))),
    );
    keys = keys.flatMap((key) => encoded.map((part) => Buffer.concat([key, part])));
  }
  return { keys, arrays };
}

function collect(value: unknown, path: string[], at: number, values: unknown[], found: { array: boolean }): void {
  if (at === path.length) {
    if (!Array.isArray(value)) {
      values.push(value ?? null);
      return;
    }
    found.array = true;
    // An empty array has a key of its own, below null.
    if (value.length === 0) values.push(undefined);
    else values.push(...value.map((element: unknown) => element ?? null));
    return;
  }
  if (isDocument(value)) {
    collect(value[path[at]!], path, at + 1, values, found);
  } else if (Array.isArray(value)) {
    found.array = true;
    if (value.length === 0) values.push(null);
    for (const element of value) {
      if (isDocument(element)) collect(element, path, at, values, found);
      else values.push(null);
    }
  } else {
    values.push(null);
  }
}

function distinct(keys: Buffer[]): Buffer[] {
  if (keys.length < 2) return keys;
  return [...new Map(keys.map((key) => [key.toString("latin1"), key])).values()];
}
