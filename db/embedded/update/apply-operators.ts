import { Timestamp } from "bson";
import { isDocument, type Doc } from "../bson/documents.ts";
import { compare } from "../bson/order.ts";
import { MongoError, unsupported } from "../errors.ts";
import { arrayChanges } from "./arrays.ts";
import { arithmetic } from "./numbers.ts";
import { concretePaths, setAt, unsetAt, valueAt, type Positions } from "./paths.ts";

/** What an update's operators are applied with. */
export interface ApplyContext {
  positions: Positions;
  /** True where the document is being made by an upsert, which `$setOnInsert` waits for. */
  inserting: boolean;
  now: Date;
}

type Apply = (document: Doc, path: readonly string[], argument: unknown, context: ApplyContext) => void;

const skip: Apply = () => undefined;

const operators: Record<string, Apply> = {
  $set: (document, path, argument) => setAt(document, path, copy(argument)),
  $setOnInsert: (document, path, argument, { inserting }) =>
    inserting ? setAt(document, path, copy(argument)) : undefined,
  $unset: (document, path) => unsetAt(document, path),
  $inc: (document, path, argument) =>
    setAt(document, path, arithmetic("$inc", path.join("."), valueAt(document, path), argument)),
  $mul: (document, path, argument) =>
    setAt(document, path, arithmetic("$mul", path.join("."), valueAt(document, path), argument)),
  $min: (document, path, argument) => keepExtreme(document, path, argument, 1),
  $max: (document, path, argument) => keepExtreme(document, path, argument, -1),
  $currentDate: (document, path, argument, { now }) => {
    const type = isDocument(argument) ? argument["$type"] : argument === true ? "date" : undefined;
    if (type !== "date" && type !== "timestamp")
      throw new MongoError("BadValue", "$currentDate needs true or a $type of 'date' or 'timestamp'");
    setAt(document, path, type === "date" ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }));
  },
  $rename: skip,
};

function keepExtreme(document: Doc, path: readonly string[], argument: unknown, direction: 1 | -1): void {
  const current = valueAt(document, path);
  if (current === undefined || direction * compare(argument, current) < 0) setAt(document, path, copy(argument));
}

/** Fails on operators that are not known, arguments that are no documents, and paths that meet. */
export function checkOperators(update: Doc): void {
  const paths: string[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (operator === "$bit") throw unsupported("$bit");
    if (!Object.hasOwn(operators, operator) && !Object.hasOwn(arrayChanges, operator)) {
      throw new MongoError(
        "FailedToParse",
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update`,
      );
    }
    if (!isDocument(fields))
      throw new MongoError(
        "FailedToParse",
        `Modifiers operate on fields but we found another type instead: ${operator}`,
      );
    for (const [path, argument] of Object.entries(fields)) {
      if (path === "") throw new MongoError("EmptyFieldName", "An empty update path is not valid.");
      if (path.split(".").includes("__proto__")) throw unsupported("a field named __proto__");
      paths.push(path);
      if (operator !== "$rename") continue;
      if (typeof argument !== "string" || argument === "")
        throw new MongoError("BadValue", `The 'to' field for $rename must be a string: ${path}`);
      if (/[$]/.test(path + argument)) throw new MongoError("BadValue", "$rename works on plain paths only");
      paths.push(argument);
    }
  }
  const sorted = [...paths].sort();
  for (const [i, path] of sorted.entries()) {
    const other = sorted.find((one, j) => j !== i && (one === path || one.startsWith(`${path}.`)));
    if (other !== undefined) {
      throw new MongoError(
        "ConflictingUpdateOperators",
        `Updating the path '${other}' would create a conflict at '${path}'`,
      );
    }
  }
}

/** Changes the document (which must be nobody else's) as the update's operators say. */
export function applyOperators(document: Doc, update: Doc, context: ApplyContext): void {
  for (const [operator, fields] of Object.entries(update)) {
    // New fields come in the order of their names, as in MongoDB.
    const entries = Object.entries(fields as Doc).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [path, argument] of entries) {
      if (operator === "$rename") {
        rename(document, path.split("."), (argument as string).split("."));
        continue;
      }
      const change = arrayChanges[operator];
      for (const place of concretePaths(document, path, context.positions)) {
        if (!change) {
          operators[operator]!(document, place, argument, context);
          continue;
        }
        const changed = change(place.join("."), valueAt(document, place), copy(argument));
        if (changed !== undefined) setAt(document, place, changed);
      }
    }
  }
}

function rename(document: Doc, from: readonly string[], to: readonly string[]): void {
  for (let i = 1; i < Math.max(from.length, to.length); i++) {
    if (Array.isArray(valueAt(document, from.slice(0, i))) || Array.isArray(valueAt(document, to.slice(0, i)))) {
      throw new MongoError("BadValue", "The source and the destination field of $rename cannot be in an array");
    }
  }
  const value = valueAt(document, from);
  if (value === undefined) return;
  unsetAt(document, from);
  setAt(document, to, value);
}

/** Returns a copy whose documents and arrays can be changed; values inside are shared. */
export function copy<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copy) as Value;
  if (isDocument(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copy(inner)])) as Value;
  return value;
}
