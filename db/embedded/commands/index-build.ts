import { EJSON } from "bson";
import { asNumber, decodeTyped, isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { checkFilter } from "../query/check-filter.ts";
import { createMatcher } from "../query/matcher.ts";
import { keyPattern, type Collection, type Index } from "../storage/catalog.ts";
import { noChanges, noteEntries, storeChanges, withChanges, type Changes } from "../storage/changes.ts";
import { otherRecord } from "../storage/direct-view.ts";
import { indexKeys } from "../storage/index-keys.ts";
import { recordOf, recordSuffix, withoutSuffix, type Reader, type Stored } from "../storage/layout.ts";
import type { Store } from "../storage/store.ts";
import { duplicate } from "../storage/write-document.ts";
import { onlyFields } from "./arguments.ts";

/** Returns the index that a client describes; fails on kinds and options that are not supported. */
export function parseIndex(spec: unknown, id: number): Index {
  if (!isDocument(spec)) throw new MongoError("TypeMismatch", "an index must be described by an object");
  onlyFields(
    spec,
    [
      "key",
      "name",
      "unique",
      "partialFilterExpression",
      "expireAfterSeconds",
      "v",
      "background",
      "hidden",
      "sparse",
      "ns",
      "collation",
    ],
    "createIndexes.indexes",
  );
  if (spec["sparse"] === true) throw unsupported("a sparse index (use a partial one)");
  if (spec["hidden"] === true) throw unsupported("a hidden index");
  if (spec["collation"] !== undefined) throw unsupported("an index with a collation");
  const { key, name } = spec;
  if (!isDocument(key) || Object.keys(key).length === 0)
    throw new MongoError("CannotCreateIndex", "Index keys cannot be an empty object");
  if (typeof name !== "string" || name === "") throw new MongoError("CannotCreateIndex", "an index needs a name");
  const fields = Object.entries(key).map(([path, direction]): readonly [string, 1 | -1] => {
    const way = asNumber(direction);
    if (way !== 1 && way !== -1) throw unsupported(`an index of the kind ${JSON.stringify(direction)}`);
    if (path === "" || path.startsWith("$") || path.includes("$**")) throw unsupported(`an index on '${path}'`);
    if (path.split(".").some((part) => part === "" || /^\d+$/.test(part))) throw unsupported(`an index on '${path}'`);
    return [path, way];
  });
  const index: Index = { id, name, fields, unique: spec["unique"] === true, multikey: fields.map(() => false) };
  const { partialFilterExpression: partial, expireAfterSeconds } = spec;
  if (partial !== undefined) {
    checkPartial(checkFilter(partial));
    index.partial = partial as Doc;
    index.covers = createMatcher(partial);
  }
  if (expireAfterSeconds !== undefined) {
    const seconds = asNumber(expireAfterSeconds);
    if (seconds === undefined || seconds < 0 || fields.length !== 1)
      throw new MongoError("CannotCreateIndex", "TTL indexes are single-field indexes with a number of seconds");
    index.expireAfterSeconds = seconds;
  }
  return index;
}

const exactText = (value: unknown): string => EJSON.stringify(value, { relaxed: false });

const partialOperators = ["$eq", "$exists", "$gt", "$gte", "$lt", "$lte", "$type", "$in"];

// As in MongoDB: conditions of which it can be told whether a query implies them.
function checkPartial(filter: Doc): void {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === "$and" || path === "$or") {
      (condition as Doc[]).forEach(checkPartial);
      continue;
    }
    const operators = Object.entries(condition as Doc);
    const isFine =
      !path.startsWith("$") &&
      operators.every(([name, value]) => partialOperators.includes(name) && (name !== "$exists" || value === true));
    if (!isFine) throw new MongoError("CannotCreateIndex", `unsupported expression in partial index: ${path}`);
  }
}

/** Returns the collection's index that is the same as the new one; fails where one of the same name or fields is another. */
export function sameIndex(collection: Collection, index: Index): Index | undefined {
  const signature = (one: Index): string =>
    exactText([one.fields, one.unique, one.partial ?? null, one.expireAfterSeconds ?? null]);
  const named = collection.indexes.find((one) => one.name === index.name);
  const shaped = collection.indexes.find(
    (one) => exactText([one.fields, one.partial]) === exactText([index.fields, index.partial]),
  );
  const isId = JSON.stringify(index.fields) === '[["_id",1]]';
  if (isId) return collection.indexes[0];
  if (named && signature(named) === signature(index)) return named;
  if (named) {
    const codeName =
      JSON.stringify(named.fields) === JSON.stringify(index.fields) ? "IndexOptionsConflict" : "IndexKeySpecsConflict";
    throw new MongoError(
      codeName,
      `An existing index has the same name as the requested index: ${index.name}. Requested: ${JSON.stringify(keyPattern(index))}`,
    );
  }
  if (shaped)
    throw new MongoError(
      "IndexOptionsConflict",
      `Index already exists with a different name or options: ${shaped.name}`,
    );
  return undefined;
}

const atOnce = 500;

/** Fills a new index from the collection's documents, in steps between which other work goes on; takes it back if it fails. */
export async function buildIndex(store: Store, collection: Collection, index: Index): Promise<void> {
  const building: Index = index;
  // From here on every write keeps the new index too, so that only what is there already has to be filled in.
  collection.building = [...(collection.building ?? []), building];
  const changes = noChanges();
  const reader = withChanges(store.direct, changes);
  try {
    let first = recordOf(collection.id, 0);
    const last = recordOf(collection.id + 1, 0);
    for (;;) {
      const batch = store.direct.documents(first, last, false, atOnce);
      if (batch.length > 0) store.commits.begin();
      for (const { record, bytes } of batch) {
        noteDocument(reader, changes, collection, building, { record, bytes });
        first = record + 1;
      }
      storeChanges(store.connection, changes);
      if (batch.length < atOnce) break;
      await new Promise((resume) => setImmediate(resume));
    }
    collection.indexes.push(building);
    store.noteSchemaChange(collection);
    store.saveCollection(collection);
  } catch (error) {
    store.discardIndex(building);
    throw error;
  } finally {
    collection.building = collection.building.filter((one) => one !== building);
  }
}

function noteDocument(
  reader: Reader,
  changes: Changes,
  collection: Collection,
  index: Index,
  { record, bytes }: Stored,
): void {
  const document = decodeTyped(bytes);
  const { keys, arrays } = indexKeys(index, document, recordSuffix(record));
  for (const key of keys) {
    if (index.unique && otherRecord(reader, collection, withoutSuffix(key), record) !== undefined)
      throw duplicate(collection, index, document);
  }
  noteEntries(changes, keys);
  arrays.forEach((isArray, i) => {
    if (isArray) index.multikey[i] = true;
  });
}
