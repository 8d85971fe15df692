import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { MongoError } from "../errors.ts";
import { isDocument } from "./documents.ts";

/** MongoDB's order of BSON types, lowest first. Each is the first byte of its values in a key; those of strings go up to 127. */
export const rank = {
  minKey: 10,
  undefined: 14,
  null: 18,
  number: 30,
  string: 64,
  object: 130,
  array: 140,
  binary: 150,
  objectId: 160,
  boolean: 170,
  date: 180,
  timestamp: 190,
  regex: 200,
  maxKey: 240,
} as const;

/** Returns the byte that is above the first one of every value of the type. */
export const behindRank = (kind: number): number => (kind === rank.string ? 128 : kind + 1);

/** Returns where the value's type stands among all types; fails for types that have no place here (Decimal128, code). */
export function rankOf(value: unknown): number {
  switch (typeof value) {
    case "string":
      return rank.string;
    case "number":
    case "bigint":
      return rank.number;
    case "boolean":
      return rank.boolean;
    case "undefined":
      return rank.undefined;
  }
  if (value === null) return rank.null;
  if (isDocument(value)) return rank.object;
  if (Array.isArray(value)) return rank.array;
  if (value instanceof Date) return rank.date;
  if (value instanceof ObjectId) return rank.objectId;
  if (value instanceof Int32 || value instanceof Double) return rank.number;
  // Timestamp extends Long, so it has to be asked for first.
  if (value instanceof Timestamp) return rank.timestamp;
  if (value instanceof Long) return rank.number;
  if (value instanceof Binary || value instanceof Uint8Array) return rank.binary;
  if (value instanceof BSONRegExp || value instanceof RegExp) return rank.regex;
  if (value instanceof MinKey) return rank.minKey;
  if (value instanceof MaxKey) return rank.maxKey;
  const name = value instanceof Decimal128 ? "Decimal128" : ((value as object).constructor.name ?? "This type");
  throw new MongoError("BadValue", `${name} values can be stored and read, but not compared, sorted or indexed`);
}

/** Returns a negative, zero or positive number: MongoDB's order of any two values, arrays compared as a whole. */
export function compare(a: unknown, b: unknown): number {
  const kind = rankOf(a);
  const difference = kind - rankOf(b);
  if (difference !== 0) return difference;
  switch (kind) {
    case rank.string:
      return compareStrings(a as string, b as string);
    case rank.number:
      return compareNumbers(a, b);
    case rank.object:
      return compareObjects(a as Record<string, unknown>, b as Record<string, unknown>);
    case rank.array:
      return compareArrays(a as unknown[], b as unknown[]);
    case rank.binary:
      return compareBinaries(a as Binary | Uint8Array, b as Binary | Uint8Array);
    case rank.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case rank.boolean:
      return Number(a) - Number(b);
    case rank.date:
      return (a as Date).getTime() - (b as Date).getTime();
    case rank.timestamp:
      return (a as Timestamp).compare(b as Timestamp);
    case rank.regex: {
      const [left, right] = [regexParts(a), regexParts(b)];
      return compareStrings(left[0], right[0]) || compareStrings(left[1], right[1]);
    }
    default:
      return 0;
  }
}

/** Compares strings by their UTF-8 bytes, which differs from JavaScript's order only where surrogates meet U+E000–U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return utf8Weight(left) - utf8Weight(right);
  }
  return a.length - b.length;
}

// A surrogate begins a four-byte sequence, which sorts after every three-byte one.
const utf8Weight = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** Returns a 64-bit integer as a bigint where it does not fit a JavaScript number exactly, else the number. */
export function exactNumber(value: unknown): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  const long = value as Long;
  const number = long.toNumber();
  return Number.isSafeInteger(number) ? number : long.toBigInt();
}

function compareNumbers(a: unknown, b: unknown): number {
  const left = exactNumber(a);
  const right = exactNumber(b);
  // NaN equals itself and is below every other number.
  const leftNaN = left !== left;
  const rightNaN = right !== right;
  if (leftNaN || rightNaN) return Number(rightNaN) - Number(leftNaN);
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareObjects(a: Record<string, unknown>, b: Record<string, unknown>): number {
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = Object.entries(b).filter(([, value]) => value !== undefined);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [leftName, leftValue] = left[i]!;
    const [rightName, rightValue] = right[i]!;
    const order =
      rankOf(leftValue) - rankOf(rightValue) || compareStrings(leftName, rightName) || compare(leftValue, rightValue);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareArrays(a: unknown[], b: unknown[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Returns the length-subtype-bytes parts by which binary values are ordered. */
export function binaryParts(value: Binary | Uint8Array): { subtype: number; bytes: Uint8Array } {
  return value instanceof Binary ? { subtype: value.sub_type, bytes: value.value() } : { subtype: 0, bytes: value };
}

function compareBinaries(a: Binary | Uint8Array, b: Binary | Uint8Array): number {
  const left = binaryParts(a);
  const right = binaryParts(b);
  return (
    left.bytes.length - right.bytes.length || left.subtype - right.subtype || Buffer.compare(left.bytes, right.bytes)
  );
}

/** Returns a regular expression's pattern and its options in BSON's spelling. */
export function regexParts(value: unknown): [string, string] {
  if (value instanceof BSONRegExp) return [value.pattern, value.options];
  const regex = value as RegExp;
  return [regex.source, regex.flags];
}

/** True where MongoDB takes the two values for the same: numbers by their value, documents by their fields in order. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === "string" || typeof b === "string") return false;
  return compare(a, b) === 0;
}
