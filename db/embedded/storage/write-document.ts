import { isDeepStrictEqual } from "node:util";
import { decodeTyped, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import { filterPaths } from "../query/filter-paths.ts";
import { keyPattern, namespaceOf, type Collection, type Index } from "./catalog.ts";
import { indexKeys } from "./index-keys.ts";
import { recordSuffix, type Reader } from "./layout.ts";

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

/** One document's change, with the index entries that come and go. */
export interface Change {
  record: number;
  after: Buffer | undefined;
  added: Buffer[];
  removed: Buffer[];
}

/**
 * Stores (`after`), replaces (both) or removes (`before`) a document, keeping every index; fails on a duplicate unique key.
 * `decoded` is the new document, where it is at hand.
 */
export function writeDocument(
  view: View,
  collection: Collection,
  record: number,
  before: Buffer | undefined,
  after: Buffer | undefined,
  decoded?: Doc,
): void {
  view.hold(collection, record);
  const suffix = recordSuffix(record);
  const oldDocument = before && decodeTyped(before);
  const newDocument = after && (decoded ?? decodeTyped(after));
  const change: Change = { record, after, added: [], removed: [] };
  let learned = false;
  const isChanged = changedFields(oldDocument, newDocument);
  for (const index of [...collection.indexes, ...(collection.building ?? [])]) {
    if (!pathsOf(index).some((path) => isChanged(path.split(".")[0]!))) continue;
    const { added, removed, arrays } = difference(index, oldDocument, newDocument);
    if (index.unique) {
      for (const key of removed) view.claim(collection, key, record);
      for (const key of added) {
        if (view.claim(collection, key, record) !== undefined) throw duplicate(collection, index, newDocument!);
      }
    }
    change.added.push(...added.map((key) => Buffer.concat([key, suffix])));
    change.removed.push(...removed.map((key) => Buffer.concat([key, suffix])));
    arrays.forEach((isArray, i) => {
      if (isArray && !index.multikey[i]) learned = index.multikey[i] = true;
    });
  }
  // Learned before the entries are there: a plan must never trust an index that has just become multikey.
  if (learned) view.catalogChanged(collection);
  view.apply(collection, change);
}

/** Tells of a top-level field whether it differs; all do where there is no document before, or none after. */
function changedFields(before: Doc | undefined, after: Doc | undefined): (name: string) => boolean {
  if (!before || !after) return () => true;
  const known = new Map<string, boolean>();
  return (name) => {
    const isChanged = known.get(name) ?? !isDeepStrictEqual(before[name], after[name]);
    known.set(name, isChanged);
    return isChanged;
  };
}

/** The paths that an index's entries are made from, those of its filter too. */
function pathsOf({ fields, partial }: Index): string[] {
  return [...fields.map(([path]) => path), ...(partial ? filterPaths(partial)! : [])];
}

function difference(index: Index, before: Doc | undefined, after: Doc | undefined) {
  const old = before ? indexKeys(index, before).keys : [];
  const { keys, arrays } = after ? indexKeys(index, after) : { keys: [], arrays: [] };
  if (old.length === 0) return { added: keys, removed: [], arrays };
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

const step = (value: unknown, part: string): unknown =>
  value !== null && typeof value === "object" ? (value as Doc)[part] : undefined;
