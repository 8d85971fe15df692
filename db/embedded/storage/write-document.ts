import { decodeTyped, fieldOf, isDocument, type Doc } from "../bson/documents.ts";
import { differingFields } from "../bson/raw-fields.ts";
import { MongoError } from "../errors.ts";
import { filterPaths } from "../query/filter-paths.ts";
import { keyPattern, namespaceOf, type Collection, type Index } from "./catalog.ts";
import type { Change } from "./changes.ts";
import { indexKeys, type FieldKeys, type IndexKeys } from "./index-keys.ts";
import { recordSuffix, withoutSuffix, type Reader } from "./layout.ts";

/** A reader that can also write: straight to the store, or into an open transaction. */
export interface View extends Reader {
  /** The transaction whose view this is, if any. */
  readonly inTransaction: boolean;
  /** Makes sure that nobody else is changing the document; throws `Blocked` or a write conflict. */
  hold(collection: Collection, record: number): void;
  /** Makes sure that nobody else is using the unique key; returns the record that has it, other than `record`. */
  claim(collection: Collection, key: Buffer, record: number): number | undefined;
  /** Stores or removes a document with its index entries. */
  apply(collection: Collection, change: Change): void;
  /** Notes for good that an index has arrays on some of its fields. */
  catalogChanged(collection: Collection): void;
}

/** A document's bytes, with the document itself where it has been decoded with its number types. */
export interface Written {
  bytes: Buffer;
  document?: Doc;
}

/** Stores (`after`), replaces (both) or removes (`before`) a document, keeping every index; fails on a duplicate unique key. */
export function writeDocument(
  view: View,
  collection: Collection,
  record: number,
  before: Written | undefined,
  after: Written | undefined,
): void {
  view.hold(collection, record);
  const changed = before && after ? differingFields(before.bytes, after.bytes) : undefined;
  const concerned = [...collection.indexes, ...(collection.building ?? [])].filter(
    (index) => !changed || pathsOf(index).some((path) => changed.has(path.split(".")[0]!)),
  );
  const oldDocument = before && concerned.length > 0 ? (before.document ?? decodeTyped(before.bytes)) : undefined;
  const newDocument = after && concerned.length > 0 ? (after.document ?? decodeTyped(after.bytes)) : undefined;
  const keysBefore = keysOf(oldDocument, record);
  const keysAfter = keysOf(newDocument, record);
  const added: Buffer[] = [];
  const removed: Buffer[] = [];
  let learned = false;
  for (const index of concerned) {
    const difference = differenceOf(keysBefore(index), keysAfter(index));
    if (index.unique) {
      for (const key of difference.removed) view.claim(collection, withoutSuffix(key), record);
      for (const key of difference.added) {
        if (view.claim(collection, withoutSuffix(key), record) !== undefined)
          throw duplicate(collection, index, newDocument!);
      }
    }
    for (const key of difference.added) added.push(key);
    for (const key of difference.removed) removed.push(key);
    difference.arrays.forEach((isArray, i) => {
      if (isArray && !index.multikey[i]) learned = index.multikey[i] = true;
    });
  }
  // Learned before the entries are there: a plan must never trust an index that has just become multikey.
  if (learned) view.catalogChanged(collection);
  const change: Change = { record, after: after?.bytes, added, removed };
  view.apply(collection, change);
}

/** The paths that an index's entries are made from, those of its filter too. */
function pathsOf({ fields, partial }: Index): string[] {
  return [...fields.map(([path]) => path), ...(partial ? filterPaths(partial)! : [])];
}

function keysOf(document: Doc | undefined, record: number): (index: Index) => IndexKeys {
  const known: FieldKeys = new Map();
  const suffix = recordSuffix(record);
  return (index) => (document ? indexKeys(index, document, suffix, known) : { keys: [], arrays: [] });
}

function differenceOf({ keys: old }: IndexKeys, { keys, arrays }: IndexKeys) {
  if (old.length === 0) return { added: keys, removed: [], arrays };
  if (old.length === 1 && keys.length === 1) {
    return old[0]!.equals(keys[0]!) ? { added: [], removed: [], arrays } : { added: keys, removed: old, arrays };
  }
  const oldSet = new Set(old.map((key) => key.toString("latin1")));
  const newSet = new Set(keys.map((key) => key.toString("latin1")));
  return {
    added: keys.filter((key) => !oldSet.has(key.toString("latin1"))),
    removed: old.filter((key) => !newSet.has(key.toString("latin1"))),
    arrays,
  };
}

/** Returns MongoDB's error for a second document with the same unique key. */
export function duplicate(collection: Collection, index: Index, document: Doc): MongoError {
  const keyValue = Object.fromEntries(
    index.fields.map(([path]) => [
      path,
      path.split(".").reduce<unknown>((value, part) => step(value, part), document) ?? null,
    ]),
  );
  const shown = Object.entries(keyValue)
    .map(([path, value]) => `${path}: ${JSON.stringify(value)}`)
    .join(", ");
  return new MongoError(
    "DuplicateKey",
    `E11000 duplicate key error collection: ${namespaceOf(collection)} index: ${index.name} dup key: { ${shown} }`,
    { details: { keyPattern: keyPattern(index), keyValue } },
  );
}

const step = (value: unknown, part: string): unknown => (isDocument(value) ? fieldOf(value, part) : undefined);
