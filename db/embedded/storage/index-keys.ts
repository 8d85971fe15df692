import { fieldOf, isDocument, type Doc } from "../bson/documents.ts";
import { complement, encodeKey } from "../bson/key-encoding.ts";
import { MongoError } from "../errors.ts";
import type { Index } from "./catalog.ts";
import { indexPrefix } from "./entries.ts";

/** The keys of one document in one index, and which fields were found to hold arrays. */
export interface IndexKeys {
  keys: Buffer[];
  arrays: boolean[];
}

const none: IndexKeys = { keys: [], arrays: [] };

/** The keys of a document's fields by their paths, each made once however many indexes have the field. */
export type FieldKeys = Map<string, { keys: Buffer[]; isArray: boolean }>;

/**
 * Returns the document's keys in the index, with its record's `suffix`: none where a partial index leaves it out, several
 * where a field is an array.
 */
export function indexKeys(index: Index, document: Doc, suffix: Buffer, known: FieldKeys = new Map()): IndexKeys {
  if (index.covers && !index.covers(document)) return none;
  const arrays: boolean[] = [];
  let arrayRoot: string | undefined;
  // Most fields have one value: what lies between those that have several is joined once.
  let keys = [indexPrefix(index)];
  let single: Buffer[] = [];
  const joined = (): Buffer[] => (single.length === 0 ? keys : keys.map((key) => Buffer.concat([key, ...single])));
  for (const [path, direction] of index.fields) {
    const field = known.get(path) ?? fieldKeys(document, path);
    known.set(path, field);
    arrays.push(field.isArray);
    if (field.isArray) {
      const root = path.split(".")[0]!;
      if (arrayRoot !== undefined && (arrayRoot !== root || index.unique)) {
        throw new MongoError("CannotIndexParallelArrays", `cannot index parallel arrays [${path}] [${arrayRoot}]`);
      }
      arrayRoot = root;
    }
    const encoded = direction === 1 ? field.keys : field.keys.map(complement);
    if (encoded.length === 1) {
      single.push(encoded[0]!);
      continue;
    }
    keys = joined().flatMap((key) => encoded.map((part) => Buffer.concat([key, part])));
    single = [];
  }
  single.push(suffix);
  return { keys: joined(), arrays };
}

function fieldKeys(document: Doc, path: string): { keys: Buffer[]; isArray: boolean } {
  const found = { array: false };
  const values: unknown[] = [];
  collect(document, path.split("."), 0, values, found);
  return { keys: distinct(values).map(encodeKey), isArray: found.array };
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
    else for (const element of value) values.push((element as unknown) ?? null);
    return;
  }
  if (isDocument(value)) {
    collect(fieldOf(value, path[at]!), path, at + 1, values, found);
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

function distinct(values: unknown[]): unknown[] {
  if (values.length < 2) return values;
  if (values.every((value) => typeof value === "string")) return [...new Set(values)];
  return [...new Map(values.map((value) => [encodeKey(value).toString("latin1"), value])).values()];
}
