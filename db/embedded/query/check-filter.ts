import { Decimal128, Code, DBRef, BSONSymbol, MinKey, MaxKey, Timestamp, BSONRegExp } from "bson";
import { asNumber, isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { TextPattern } from "./text-pattern.ts";
import { needsNumberTypes, typeAlias } from "./types.ts";

const bad = (message: string): MongoError => new MongoError("BadValue", message);

const elsewhere = new Set(
  "$where $text $near $nearSphere $geoWithin $geoIntersects $bitsAllSet $bitsAllClear $bitsAnySet $bitsAnyClear $expr $jsonSchema $mod $all $rand $sampleRate".split(
    " ",
  ),
);

const unknown = (name: string, place: string): MongoError =>
  elsewhere.has(name) ? unsupported(`the filter operator ${name}`) : bad(`unknown ${place}operator: ${name}`);

/**
 * Returns the filter with every condition as operators, without comments; fails on all that is not supported. Every
 * branch of `$and`, `$or` and `$nor` is such a filter too.
 */
export function checkFilter(filter: unknown): Doc {
  if (!isDocument(filter)) throw new MongoError("TypeMismatch", "the filter must be an object");
  const checked: Doc = {};
  for (const [name, value] of Object.entries(filter)) {
    if (name === "$comment") continue;
    if (name === "$and" || name === "$or" || name === "$nor") {
      if (!Array.isArray(value)) throw bad(`${name} must be an array`);
      if (value.length === 0) throw bad("$and/$or/$nor must be a nonempty array");
      checked[name] = value.map(checkFilter);
    } else if (name.startsWith("$")) {
      throw unknown(name, "top level ");
    } else {
      checkFilterPath(name);
      checked[name] = checkCondition(value);
    }
  }
  return checked;
}

/** Fails on a path that is none. */
function checkFilterPath(path: string): void {
  const parts = path.split(".");
  if (parts.some((part) => part === "" || part.startsWith("$"))) throw unsupported(`the path '${path}'`);
  if (parts.includes("__proto__")) throw unsupported("a path with __proto__");
}

/** Fails on a path that is none, and on one that may mean a field or a place in an array. */
export function checkPath(path: string): void {
  checkFilterPath(path);
  if (/\.\d+(?:\.|$)/.test(path)) throw unsupported(`a number as part of the path '${path}'`);
}

/** True where the value is a set of operators and not a document to be equal to. */
export function isOperators(value: unknown): value is Doc {
  return isDocument(value) && Object.keys(value)[0]?.startsWith("$") === true;
}

function checkCondition(value: unknown): Doc {
  if (value instanceof BSONRegExp) return { $regex: new TextPattern(value.pattern, value.options) };
  if (!isOperators(value)) return { $eq: checkValue(value) };
  const checked: Doc = {};
  for (const [name, argument] of Object.entries(value)) {
    if (name === "$options" && "$regex" in value) continue;
    const check = Object.hasOwn(operators, name) ? operators[name] : undefined;
    if (!check) throw unknown(name, "");
    checked[name] = check(argument, value);
  }
  return checked;
}

const refusedTypes = [Decimal128, Code, DBRef, BSONSymbol, MinKey, MaxKey, Timestamp, BSONRegExp];

/** Returns the value; fails on types that have no comparison here. */
function checkValue(value: unknown): unknown {
  const type = refusedTypes.find((one) => value instanceof one);
  if (type) throw unsupported(`a ${type.name} in a filter`);
  if (value === undefined) throw bad("cannot compare to undefined");
  if (Array.isArray(value)) value.forEach(checkValue);
  else if (isDocument(value)) Object.values(value).forEach(checkValue);
  return value;
}

type Check = (argument: unknown, condition: Doc) => unknown;

const ordered: Check = (argument) => {
  if (Array.isArray(argument) || isDocument(argument)) throw unsupported("an order of arrays or objects in a filter");
  return checkValue(argument);
};

const list: Check = (argument) => {
  if (!Array.isArray(argument)) throw bad("$in needs an array");
  if (argument.some(isOperators)) throw bad("cannot nest $ under $in");
  return argument.map(checkValue);
};

const ofValues: readonly string[] = ["$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin"];

const operators: Record<string, Check> = {
  $eq: checkValue,
  $ne: checkValue,
  $gt: ordered,
  $gte: ordered,
  $lt: ordered,
  $lte: ordered,
  $in: list,
  $nin: list,
  $exists: (argument) => {
    const number = asNumber(argument);
    if (typeof argument !== "boolean" && number === undefined)
      throw unsupported("$exists of anything but true and false");
    return number === undefined ? argument : number !== 0;
  },
  $type: (argument) => (Array.isArray(argument) ? argument : [argument]).map(typeAlias),
  $regex: (argument, { $options = "" }) => {
    if (argument instanceof BSONRegExp) return new TextPattern(argument.pattern, argument.options + String($options));
    if (typeof argument !== "string") throw bad("$regex has to be a string");
    return new TextPattern(argument, String($options));
  },
  $size: (argument) => {
    const size = asNumber(argument);
    if (size === undefined || !Number.isInteger(size) || size < 0)
      throw bad("Failed to parse $size. Expected a non-negative integer");
    return size;
  },
  $not: (argument) => {
    if (!isOperators(argument) && !(argument instanceof BSONRegExp)) throw bad("$not needs a regex or a document");
    return checkCondition(argument);
  },
  $elemMatch: (argument) => {
    if (!isDocument(argument)) throw bad("$elemMatch needs an Object");
    if (!isOperators(argument)) return checkFilter(argument);
    for (const name of Object.keys(argument))
      if (!ofValues.includes(name)) throw unsupported(`${name} in an $elemMatch of values`);
    return checkCondition(argument);
  },
};

/** True where the filter asks for a number's exact BSON type, which an index's key does not tell. */
export function asksNumberTypes(filter: unknown): boolean {
  if (Array.isArray(filter)) return filter.some(asksNumberTypes);
  if (!isDocument(filter)) return false;
  return Object.entries(filter).some(([name, value]) =>
    name === "$type" ? (value as string[]).some(needsNumberTypes) : asksNumberTypes(value),
  );
}
