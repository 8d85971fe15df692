import { BSONRegExp } from "bson";
import { isDocument, type Doc } from "../bson/documents.ts";
import { compare, equal } from "../bson/order.ts";
import { MongoError, unsupported } from "../errors.ts";
import { isOperators } from "../query/check-filter.ts";
import { compileFilter } from "../query/matcher.ts";
import { increment } from "./numbers.ts";
import { parsePath, valueAt, withoutValue, withValue } from "./paths.ts";

type Path = readonly string[];
type Change = (document: Doc, path: Path) => Doc;

/** A step of an update: what becomes of the document at one path. */
interface Step {
  path: Path;
  change: Change;
  /** True where it waits for an upsert that makes the document. */
  onInsert: boolean;
}

/** An update's steps in their order. */
export type Steps = readonly Step[];

type MakeChange = (argument: unknown) => Change;

const set: MakeChange = (argument) => (document, path) => withValue(document, path, argument);

const operators: Record<string, MakeChange> = {
  $set: set,
  $setOnInsert: set,
  $unset: () => withoutValue,
  $inc: (argument) => (document, path) =>
    withValue(document, path, increment(path.join("."), valueAt(document, path), argument)),
  $min: (argument) => extreme(argument, 1),
  $max: (argument) => extreme(argument, -1),
  $push: (argument) => {
    const more = pushed(argument);
    return (document, path) => withValue(document, path, [...listAt(document, path, "$push"), ...more]);
  },
  $pull: (argument) => {
    const isUnwanted = pulled(argument);
    return (document, path) => {
      if (valueAt(document, path) === undefined) return document;
      const kept = listAt(document, path, "$pull").filter((element) => !isUnwanted(element));
      return withValue(document, path, kept);
    };
  },
};

const elsewhere = ["$addToSet", "$bit", "$currentDate", "$mul", "$pop", "$pullAll", "$rename"];

/** Returns the steps of an update's operators, in the order of their paths; fails on what is not supported, and on paths that meet. */
export function parseOperators(update: Doc): Steps {
  const steps = Object.entries(update).flatMap(([operator, fields]): Step[] => {
    if (elsewhere.includes(operator)) throw unsupported(`the update operator ${operator}`);
    const make = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (!make)
      throw new MongoError(
        "FailedToParse",
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDocument(fields))
      throw new MongoError(
        "FailedToParse",
        `Modifiers operate on fields but we found another type instead: ${operator}`,
      );
    return Object.entries(fields).map(([name, argument]) => {
      const path = parsePath(name);
      return { path, change: make(argument), onInsert: operator === "$setOnInsert" };
    });
  });
  const paths = new Set<string>();
  const above = new Set<string>();
  for (const { path } of steps) {
    const whole = path.join(".");
    const parents = path.slice(1).map((_, length) => path.slice(0, length + 1).join("."));
    if (paths.has(whole) || above.has(whole) || parents.some((parent) => paths.has(parent)))
      throw new MongoError(
        "ConflictingUpdateOperators",
        `Updating the path '${whole}' would create a conflict at '${whole}'`,
      );
    paths.add(whole);
    for (const parent of parents) above.add(parent);
  }
  // New fields come in the order of their names, those that are numbers by their value, as in MongoDB.
  return steps.sort((a, b) => comparePaths(a.path, b.path));
}

function comparePaths(a: Path, b: Path): number {
  const place = a.findIndex((part, at) => part !== b[at]);
  const [left, right] = [a[place], b[place]];
  if (left === undefined || right === undefined) return a.length - b.length;
  if (/^\d+$/.test(left) && /^\d+$/.test(right)) return Number(left) - Number(right);
  return left < right ? -1 : 1;
}

/** Returns the document after the steps; `placeIn` tells which element of an array a `$` in a path stands for. */
export function applySteps(
  document: Doc,
  steps: Steps,
  { inserting, placeIn }: { inserting: boolean; placeIn: (arrayPath: string) => number },
): Doc {
  return steps.reduce((changed, { path, change, onInsert }) => {
    if (onInsert && !inserting) return changed;
    const placed = path.map((part, at) => (part === "$" ? String(placeIn(path.slice(0, at).join("."))) : part));
    return change(changed, placed);
  }, document);
}

function extreme(argument: unknown, direction: 1 | -1): Change {
  return (document, path) => {
    const current = valueAt(document, path);
    const isKept = current !== undefined && direction * compare(argument, current) >= 0;
    return isKept ? document : withValue(document, path, argument);
  };
}

function listAt(document: Doc, path: Path, operator: string): unknown[] {
  const list = valueAt(document, path) ?? (valueAt(document, path) === null ? null : []);
  if (Array.isArray(list)) return list;
  throw new MongoError(
    "BadValue",
    `The field '${path.join(".")}' must be an array, but ${operator} found another type`,
  );
}

function pushed(argument: unknown): unknown[] {
  if (!isDocument(argument) || !("$each" in argument)) return [argument];
  const { $each, ...others } = argument;
  const [other] = Object.keys(others);
  if (other !== undefined) throw unsupported(`${other} of $push`);
  if (!Array.isArray($each)) throw new MongoError("BadValue", "The argument to $each in $push must be an array");
  return $each;
}

function pulled(argument: unknown): (element: unknown) => boolean {
  if (isOperators(argument) || argument instanceof BSONRegExp) {
    const { matches } = compileFilter({ element: argument });
    return (element) => matches({ element });
  }
  if (!isDocument(argument)) return (element) => equal(element, argument);
  const { matches } = compileFilter(argument);
  return (element) => isDocument(element) && matches(element);
}
