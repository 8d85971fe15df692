import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { isDocument } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";

const isInt32 = (value: number): boolean =>
  Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0);

const isLong = (value: unknown): boolean => value instanceof Long && !(value instanceof Timestamp);

// A plain number has lost its type on the way; it counts as what it would be stored as.
const tests: Record<string, (value: unknown) => boolean> = {
  double: (value) => value instanceof Double || (typeof value === "number" && !isInt32(value)),
  string: (value) => typeof value === "string",
  object: isDocument,
  array: Array.isArray,
  binData: (value) => value instanceof Binary || value instanceof Uint8Array,
  undefined: () => false,
  objectId: (value) => value instanceof ObjectId,
  bool: (value) => typeof value === "boolean",
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  regex: (value) => value instanceof BSONRegExp || value instanceof RegExp,
  int: (value) => value instanceof Int32 || (typeof value === "number" && isInt32(value)),
  timestamp: (value) => value instanceof Timestamp,
  long: isLong,
  decimal: (value) => value instanceof Decimal128,
  minKey: (value) => value instanceof MinKey,
  maxKey: (value) => value instanceof MaxKey,
  number: (value) =>
    typeof value === "number" ||
    value instanceof Int32 ||
    value instanceof Double ||
    isLong(value) ||
    value instanceof Decimal128,
};

const byNumber: Record<number, string> = {
  1: "double",
  2: "string",
  3: "object",
  4: "array",
  5: "binData",
  6: "undefined",
  7: "objectId",
  8: "bool",
  9: "date",
  10: "null",
  11: "regex",
  16: "int",
  17: "timestamp",
  18: "long",
  19: "decimal",
  [-1]: "minKey",
  127: "maxKey",
};

/** Returns the alias of a `$type` argument; fails as MongoDB does for one that is not a type. */
export function typeAlias(argument: unknown): string {
  const alias = typeof argument === "number" ? byNumber[argument] : argument;
  if (typeof alias === "string" && Object.hasOwn(tests, alias)) return alias;
  throw new MongoError("BadValue", `Unknown type name alias: ${String(argument)}`);
}

/** True where the value (not the elements of an array) has the BSON type. */
export function hasType(value: unknown, type: string | number): boolean {
  return tests[typeAlias(type)]!(value);
}

/** True where telling the type needs documents decoded with their number types kept. */
export const needsNumberTypes = (alias: string): boolean => ["int", "long", "double", "decimal"].includes(alias);
