import { BSONRegExp } from "bson";
import { Query } from "mingo/query";
import { asNumber, isDocument, type Doc } from "../bson/documents.ts";
import { compare, equal, rankOf, regexParts } from "../bson/order.ts";
import { MongoError } from "../errors.ts";
import { compileSchema } from "./json-schema.ts";
import { someValue, valuesAt } from "./paths.ts";
import { hasType, typeAlias } from "./types.ts";

type QueryOptions = ConstructorParameters<typeof Query>[1];
type Predicate = (document: unknown) => boolean;
type Operator = (path: string, argument: never, options: QueryOptions) => Predicate;

const isNullish = (value: unknown): boolean => value === null || value === undefined;

/** Returns the JavaScript form of a BSON regular expression; fails for options that have no counterpart. */
export function toRegExp(value: unknown, options?: string): RegExp {
  const [pattern, own] = typeof value === "string" ? [value, ""] : regexParts(value);
  const flags = options ?? own;
  if (/[^imsu]/.test(flags)) throw new MongoError("BadValue", `invalid or unsupported flag in regex options: ${flags}`);
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new MongoError("BadValue", `Regular expression is invalid: ${(error as Error).message}`);
  }
}

const isRegex = (value: unknown): boolean => value instanceof RegExp || value instanceof BSONRegExp;

function any(path: string, passes: (value: unknown) => boolean): Predicate {
  const parts = path.split(".");
  return (document) => valuesAt(document, parts).some((value) => someValue(value, passes));
}

const not =
  (passes: Predicate): Predicate =>
  (document) =>
    !passes(document);

function equals(path: string, wanted: unknown): Predicate {
  if (isNullish(wanted)) return any(path, isNullish);
  return any(path, (value) => !isNullish(value) && sameKind(value, wanted) && equal(value, wanted));
}

// Values of different types are never equal, and some types have no place in the order at all.
function sameKind(value: unknown, wanted: unknown): boolean {
  if (typeof value !== typeof wanted && (typeof value !== "object" || typeof wanted !== "object")) {
    return asNumber(value) !== undefined && asNumber(wanted) !== undefined;
  }
  return true;
}

function inequality(passes: (order: number) => boolean, orEqual: boolean): Operator {
  return (path: string, bound: unknown) => {
    if (isNullish(bound)) return orEqual ? any(path, isNullish) : () => false;
    const kind = rankOf(bound);
    const nan = Number.isNaN(asNumber(bound) ?? 0);
    return any(path, (value) => {
      if (isNullish(value) || !sameKind(value, bound) || rankOf(value) !== kind) return false;
      // NaN is only ever equal to NaN: it is neither above nor below a number.
      if (nan || Number.isNaN(asNumber(value) ?? 0)) return orEqual && equal(value, bound);
      return passes(compare(value, bound));
    });
  };
}

function matchesRegex(path: string, pattern: unknown): Predicate {
  const regex = toRegExp(pattern);
  const [source, flags] = [regex.source, regex.flags];
  return any(path, (value) => {
    if (typeof value === "string") return regex.test(value);
    if (!isRegex(value)) return false;
    const [otherSource, otherFlags] = regexParts(value);
    return otherSource === source && otherFlags === flags;
  });
}

function within(path: string, list: unknown[]): Predicate {
  const tests = list.map((wanted) => (isRegex(wanted) ? matchesRegex(path, wanted) : undefined));
  const patterns = tests.filter((test) => test !== undefined);
  const strings = new Set(list.filter((wanted) => typeof wanted === "string"));
  const others = list
    .filter((wanted) => typeof wanted !== "string" && !isRegex(wanted))
    .map((wanted) => equals(path, wanted));
  const isListed = any(path, (value) => typeof value === "string" && strings.has(value));
  return (document) =>
    (strings.size > 0 && isListed(document)) ||
    others.some((test) => test(document)) ||
    patterns.some((test) => test(document));
}

function elementMatch(path: string, criteria: Doc, options: QueryOptions): Predicate {
  const names = Object.keys(criteria);
  const ofValues =
    names.length > 0 && names.every((name) => name.startsWith("$") && !["$and", "$or", "$nor", "$expr"].includes(name));
  const query = new Query((ofValues ? { value: criteria } : criteria) as never, options);
  // An element that is an array itself is compared as a whole, unless it is asked for as an array.
  const asArray = names.some((name) => ["$size", "$all", "$elemMatch", "$type"].includes(name));
  const passes = (element: unknown): boolean =>
    ofValues
      ? query.test({ value: asArray ? element : [element] } as never)
      : (isDocument(element) || Array.isArray(element)) && query.test(element as never);
  const parts = path.split(".");
  return (document) => valuesAt(document, parts).some((value) => Array.isArray(value) && value.some(passes));
}

function all(path: string, list: unknown[], options: QueryOptions): Predicate {
  const tests = list.map((wanted) => {
    if (isDocument(wanted) && isDocument(wanted["$elemMatch"]))
      return elementMatch(path, wanted["$elemMatch"], options);
    return isRegex(wanted) ? matchesRegex(path, wanted) : equals(path, wanted);
  });
  return (document) => tests.length > 0 && tests.every((test) => test(document));
}

function remainder(path: string, argument: unknown[]): Predicate {
  const [divisor, rest] = argument.map((number) => Math.trunc(asNumber(number) ?? Number.NaN));
  if (argument.length !== 2 || !divisor || Number.isNaN(rest))
    throw new MongoError("BadValue", "malformed mod, needs a divisor and a remainder");
  return any(path, (value) => {
    const number = asNumber(value);
    return number !== undefined && Math.trunc(number) % divisor === rest;
  });
}

/** The filter operators, with MongoDB's meaning: paths through arrays, null and missing, types compared in brackets. */
export const predicates: Record<string, Operator> = {
  $eq: equals,
  $ne: (path: string, wanted: unknown) => not(equals(path, wanted)),
  $in: within,
  $nin: (path: string, list: unknown[]) => not(within(path, list)),
  $gt: inequality((order) => order > 0, false),
  $gte: inequality((order) => order >= 0, true),
  $lt: inequality((order) => order < 0, false),
  $lte: inequality((order) => order <= 0, true),
  $exists: (path: string, wanted: unknown) => {
    const parts = path.split(".");
    const exists: Predicate = (document) => valuesAt(document, parts).some((value) => value !== undefined);
    return wanted === false || wanted === 0 || wanted === null ? not(exists) : exists;
  },
  $type: (path: string, types: unknown) => {
    const aliases = (Array.isArray(types) ? types : [types]).map(typeAlias);
    return any(path, (value) => value !== undefined && aliases.some((alias) => hasType(value, alias)));
  },
  $regex: matchesRegex,
  $mod: remainder,
  $size: (path: string, size: unknown) => {
    const parts = path.split(".");
    return (document) =>
      valuesAt(document, parts).some((value) => Array.isArray(value) && value.length === asNumber(size));
  },
  $all: all,
  $elemMatch: elementMatch,
  $jsonSchema: (_path: string, schema: unknown) => {
    const check = compileSchema(schema);
    return (document) => check(document) === undefined;
  },
};
