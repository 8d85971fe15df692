import { deserialize, Double, Int32, Long, ObjectId, serialize, Timestamp } from "bson";

/** A decoded document: field names to values. */
export type Doc = Record<string, unknown>;

const promoted = { bsonRegExp: true } as const;
const typed = { bsonRegExp: true, promoteValues: false } as const;

/** Returns the document with numbers as JavaScript numbers (a 64-bit integer beyond 2^53 stays a Long). */
export function decode(bytes: Uint8Array): Doc {
  return deserialize(bytes, promoted);
}

/** Returns the document with every number in its BSON type (Int32, Double, Long), so that encoding gives the same bytes. */
export function decodeTyped(bytes: Uint8Array): Doc {
  return deserialize(bytes, typed);
}

/** Returns the document's BSON bytes; fields whose value is `undefined` are left out. */
export function encode(document: Doc): Buffer {
  return Buffer.from(serialize(document, { ignoreUndefined: true }));
}

/** Returns a document's own field; names like `constructor` are no others. */
export const fieldOf = (document: Doc, name: string): unknown =>
  Object.hasOwn(document, name) ? document[name] : undefined;

/** True for a sub-document, false for arrays, null and every BSON value class. */
export function isDocument(value: unknown): value is Doc {
  if (value === null || typeof value !== "object") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** True for a 64-bit integer, of which a timestamp is a class of its own. */
export const isLong = (value: unknown): value is Long => value instanceof Long && !(value instanceof Timestamp);

/** Returns the value as a JavaScript number where it is one of the BSON number types that fit, else undefined. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (isLong(value)) return value.toNumber();
  return undefined;
}

/** Returns the value with the number wrappers, at any depth, replaced by JavaScript numbers. */
export function promote(value: unknown): unknown {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (isLong(value)) {
    const number = value.toNumber();
    return Number.isSafeInteger(number) ? number : value;
  }
  if (Array.isArray(value)) return value.map(promote);
  if (isDocument(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, promote(inner)]));
  return value;
}

/** Returns the document with `_id` as its first field, made where it is missing, as MongoDB stores it. */
export function withId(document: Doc): Doc {
  const { _id, ...rest } = document;
  return { _id: _id === undefined ? new ObjectId() : _id, ...rest };
}
