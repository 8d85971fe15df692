import { Double, Int32, ObjectId } from "bson";
import { asNumber, isDocument, isLong } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";

const tests: Record<string, (value: unknown) => boolean> = {
  double: (value) => value instanceof Double,
  string: (value) => typeof value === "string",
  object: isDocument,
  array: Array.isArray,
  objectId: (value) => value instanceof ObjectId,
  bool: (value) => typeof value === "boolean",
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  int: (value) => value instanceof Int32,
  long: isLong,
  number: (value) => value instanceof Int32 || value instanceof Double || isLong(value),
};

const byNumber: Record<number, string> = {
  1: "double",
  2: "string",
  3: "object",
  4: "array",
  7: "objectId",
  8: "bool",
  9: "date",
  10: "null",
  16: "int",
  18: "long",
};

/** Returns the alias of a `$type` argument; fails for one that is no type, or none that is told apart here. */
export function typeAlias(argument: unknown): string {
  const alias = typeof argument === "string" ? argument : byNumber[asNumber(argument) ?? 0];
  if (alias !== undefined && Object.hasOwn(tests, alias)) return alias;
  throw new MongoError("BadValue", `Unknown type name alias: ${String(argument)}`);
}

/** True where the value (not the elements of an array) has the BSON type; numbers are told apart by their wrappers. */
export function hasType(value: unknown, alias: string): boolean {
  return tests[alias]!(value);
}

/** True where telling the type needs a number's BSON type. */
export const needsNumberTypes = (alias: string): boolean => ["int", "long", "double", "number"].includes(alias);
