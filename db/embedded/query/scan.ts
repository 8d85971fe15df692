import { decodeTyped, type Doc } from "../bson/documents.ts";
import { decodeKey, unreadable } from "../bson/key-decoding.ts";
import type { Collection } from "../storage/catalog.ts";
import { recordInKey, recordOf, type Reader } from "../storage/layout.ts";
import { tooLate, type Deadline } from "./deadline.ts";
import { keysInOrder } from "./keys-in-order.ts";
import type { CompiledFilter } from "./matcher.ts";
import { repeatsDocuments, type Plan } from "./plan.ts";

/** A document that was found; `bytes` is missing where the index alone gave its fields. */
export interface Found {
  record: number;
  readonly document: Doc;
  bytes?: Buffer;
}

/** A document that is decoded when it is first looked at. */
class FoundBytes implements Found {
  readonly record: number;
  readonly bytes: Buffer;
  #document: Doc | undefined;

  constructor(record: number, bytes: Buffer) {
    this.record = record;
    this.bytes = bytes;
  }

  get document(): Doc {
    return (this.#document ??= decodeTyped(this.bytes));
  }
}

/** What a scan has looked at so far. */
export interface Examined {
  keys: number;
  documents: number;
}

const mostAtOnce = 256;

/** How much of a scan is wanted, and by when. */
export interface Extent {
  limit: number;
  deadline: Readonly<Deadline>;
}

/**
 * Gives the documents that pass the filter, in the plan's order, until the limit is reached; other work runs between its batches.
 * Fails when the deadline has passed.
 */
export async function* scan(
  collection: Collection | undefined,
  reader: Reader,
  plan: Plan,
  filter: CompiledFilter,
  extent: Extent,
  examined: Examined,
): AsyncGenerator<Found[], void, void> {
  const { limit, deadline } = extent;
  if (!collection || limit <= 0) return;
  const source = plan.index
    ? fromIndex(collection, reader, plan, filter, limit, examined)
    : fromCollection(collection, reader, filter, limit, examined);
  let found: Found[] = [];
  let count = 0;
  let looked = 0;
  let since = Date.now();
  for (const one of source) {
    if (one) {
      found.push(one);
      count += 1;
    }
    looked += 1;
    if (count >= limit) break;
    if (looked % mostAtOnce === 0) {
      if (found.length > 0) yield found;
      found = [];
      const now = Date.now();
      if (now > deadline.at) throw tooLate();
      if (now - since > 8) {
        await new Promise((resume) => setImmediate(resume));
        since = Date.now();
      }
    }
  }
  if (found.length > 0) yield found;
}

function* fromCollection(
  collection: Collection,
  reader: Reader,
  filter: CompiledFilter,
  limit: number,
  examined: Examined,
): Generator<Found | undefined, void, void> {
  let first = recordOf(collection.id, 0);
  const last = recordOf(collection.id + 1, 0);
  let step = Math.min(Math.max(limit, 16), mostAtOnce);
  for (;;) {
    const batch = reader.documents(first, last, false, step);
    for (const { record, bytes } of batch) {
      examined.documents += 1;
      const found = new FoundBytes(record, bytes);
      yield filter.matches(found.document) ? found : undefined;
      first = record + 1;
    }
    if (batch.length < step) return;
    step = mostAtOnce;
  }
}

function* fromIndex(
  collection: Collection,
  reader: Reader,
  plan: Plan,
  filter: CompiledFilter,
  limit: number,
  examined: Examined,
): Generator<Found | undefined, void, void> {
  const index = plan.index!;
  const seen = repeatsDocuments(index, plan.shape!) ? new Set<number>() : undefined;
  const readKey = keyReader(plan);
  let looked = 0;
  for (const key of keysInOrder(reader, plan, limit)) {
    examined.keys += 1;
    // Other work has run since the first batch: a document may be another one than when its key was read.
    const isCurrent = looked++ < mostAtOnce;
    const record = recordInKey(collection.id, key);
    if (seen) {
      if (seen.has(record)) {
        yield undefined;
        continue;
      }
      seen.add(record);
    }
    const fields = readKey?.(key);
    if (fields && plan.onKey && !plan.onKey.matches(fields)) {
      yield undefined;
    } else if (fields && plan.covered) {
      yield { record, document: fields };
    } else {
      const bytes = reader.document(record);
      if (bytes) examined.documents += 1;
      const found = bytes && new FoundBytes(record, bytes);
      const isCertain = plan.certain === true && isCurrent && (!plan.onKey || fields !== undefined);
      yield found && (isCertain || filter.matches(found.document)) ? found : undefined;
    }
  }
}

// Gives the fields that the plan wants from a key, or undefined where the key does not tell one of them.
function keyReader(plan: Plan): ((key: Buffer) => Doc | undefined) | undefined {
  if (!plan.onKey && !plan.covered) return undefined;
  const { fields } = plan.index!;
  const wanted = new Set([...(plan.onKey?.paths ?? []), ...(plan.covered ?? [])]);
  const upTo = fields.reduce((last, [path], i) => (wanted.has(path) ? i + 1 : last), 0);
  const read = fields.slice(0, upTo);
  const directions = read.map(([, direction]) => direction);
  return (key) => {
    const values = decodeKey(key.subarray(4, key.length - 4), directions);
    const document: Doc = {};
    for (const [i, [path]] of read.entries()) {
      if (!wanted.has(path)) continue;
      if (values[i] === unreadable) return undefined;
      put(document, path, values[i]);
    }
    return document;
  };
}

function put(document: Doc, path: string, value: unknown): void {
  const parts = path.split(".");
  const name = parts.pop()!;
  let target = document;
  for (const part of parts) target = (target[part] ??= {}) as Doc;
  target[name] = value;
}
