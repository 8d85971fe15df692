import { Long } from "bson";
import { evalExpr } from "mingo/core";
import { asNumber, isDocument } from "../bson/documents.ts";
import { compare, equal } from "../bson/order.ts";
import { MongoError } from "../errors.ts";

type Options = Parameters<typeof evalExpr>[2];
type Operator = (document: unknown, expression: unknown, options: Options) => unknown;

const evaluate = (document: unknown, expression: unknown, options: Options): unknown =>
  evalExpr(document as never, expression as never, options);

function two(name: string, use: (left: unknown, right: unknown) => unknown): Operator {
  return (document, expression, options) => {
    if (!Array.isArray(expression) || expression.length !== 2) {
      throw new MongoError("Location16410", `Expression ${name} takes exactly 2 arguments.`);
    }
    return use(evaluate(document, expression[0], options), evaluate(document, expression[1], options));
  };
}

function listOf(document: unknown, expression: unknown, options: Options): unknown[] {
  if (Array.isArray(expression) && expression.length !== 1)
    return expression.map((one) => evaluate(document, one, options));
  const value = evaluate(document, Array.isArray(expression) ? expression[0] : expression, options);
  return Array.isArray(value) ? value : [value];
}

const present = (values: unknown[]): unknown[] => values.filter((value) => value !== null && value !== undefined);

/** Returns the sum of the numbers among the values; anything else counts as nothing, as in MongoDB. */
export function sum(values: readonly unknown[]): number {
  let total = 0;
  for (const value of values) total += summand(value);
  return total;
}

/** Returns what a value adds to a sum; a 64-bit integer that does not fit exactly is an error, not a rounded number. */
export function summand(value: unknown): number {
  if (value instanceof Long) throw new MongoError("NotImplemented", "sums of integers beyond 2^53 are not supported");
  return asNumber(value) ?? 0;
}

/** Returns the average of the numbers among the values, or null where there are none. */
export function average(values: readonly unknown[]): number | null {
  const numbers = values.filter((value) => asNumber(value) !== undefined);
  return numbers.length === 0 ? null : sum(numbers) / numbers.length;
}

/** Returns the first of the values in the given direction of MongoDB's order, or null where all are null or missing. */
export function extreme(values: readonly unknown[], direction: 1 | -1): unknown {
  const candidates = present([...values]);
  if (candidates.length === 0) return null;
  return candidates.reduce((best, value) => (direction * compare(value, best) < 0 ? value : best));
}

/** The expression operators where MongoDB's order and equality of values differ from mingo's. */
export const comparisons: Record<string, Operator> = {
  $eq: two("$eq", (left, right) => compare(left, right) === 0),
  $ne: two("$ne", (left, right) => compare(left, right) !== 0),
  $gt: two("$gt", (left, right) => compare(left, right) > 0),
  $gte: two("$gte", (left, right) => compare(left, right) >= 0),
  $lt: two("$lt", (left, right) => compare(left, right) < 0),
  $lte: two("$lte", (left, right) => compare(left, right) <= 0),
  $cmp: two("$cmp", (left, right) => Math.sign(compare(left, right))),
  $in: two("$in", (value, list) => {
    if (!Array.isArray(list)) throw new MongoError("BadValue", "$in requires an array as a second argument");
    return list.some((element) => equal(element, value));
  }),
  $sum: (document, expression, options) => sum(listOf(document, expression, options)),
  $avg: (document, expression, options) => average(listOf(document, expression, options)),
  $min: (document, expression, options) => extreme(listOf(document, expression, options), 1),
  $max: (document, expression, options) => extreme(listOf(document, expression, options), -1),
  $setUnion: (document, expression, options) => {
    const lists = (expression as unknown[]).map((one) => evaluate(document, one, options));
    if (lists.some((list) => list === null || list === undefined)) return null;
    const union: unknown[] = [];
    for (const value of lists.flat(1)) if (!union.some((kept) => equal(kept, value))) union.push(value);
    return union;
  },
  $mergeObjects: (document, expression, options) => {
    const parts = listOf(document, expression, options).filter((part) => part !== null && part !== undefined);
    if (!parts.every(isDocument)) throw new MongoError("BadValue", "$mergeObjects requires object inputs");
    return Object.assign({}, ...parts) as unknown;
  },
};
