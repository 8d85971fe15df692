import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { checkExpression } from "./check-expression.ts";
import { applyTree, type Tree } from "./field-tree.ts";
import { compileFilter } from "./matcher.ts";
import type { Evaluate } from "./operators.ts";
import { addLeaf, compileProjection } from "./project.ts";
import { createSorter, parseSort } from "./sort.ts";

/** A stage of a pipeline: documents in batches go in and come out. */
export interface Stage {
  (input: AsyncIterable<Doc[]>): AsyncGenerator<Doc[], void, void>;
  /** What the stage does to one document, where it looks at one at a time. */
  change?: (document: Doc) => Doc | undefined;
}

/** What stages are made with. */
export interface StageContext {
  evaluate: Evaluate;
  /** The `$$` variables that are known, and their values. */
  variables: Doc;
  mayExceedMemory: boolean;
}

/** Returns a stage that changes each document by itself; `undefined` drops it. */
export function each(change: (document: Doc) => Doc | undefined): Stage {
  const stage: Stage = async function* (input) {
    for await (const batch of input) {
      const changed = batch.map(change).filter((document) => document !== undefined);
      if (changed.length > 0) yield changed;
    }
  };
  return Object.assign(stage, { change });
}

/** Returns a `$match` in the middle of a pipeline. */
export function matchStage(filter: unknown, { variables }: StageContext): Stage {
  const { matches, typed } = compileFilter(filter, variables);
  if (typed) throw unsupported("a $type of one number type after the first stage");
  return each((document) => (matches(document) ? document : undefined));
}

/** Returns a `$project`. */
export function projectStage(spec: unknown, { evaluate, variables }: StageContext): Stage {
  if (!isDocument(spec) || Object.keys(spec).length === 0) {
    throw new MongoError("BadValue", "$project specification must be a non-empty object");
  }
  const projection = compileProjection(spec, false, new Set(Object.keys(variables)));
  return each((document) => projection.apply(document, evaluate));
}

/** Returns a `$set` or `$addFields`; an object that is no operator adds to the fields that are there. */
export function setStage(spec: unknown, { evaluate, variables }: StageContext): Stage {
  if (!isDocument(spec)) throw new MongoError("BadValue", "$set specification stage must be an object");
  const tree: Tree = new Map();
  const names = new Set(Object.keys(variables));
  const add = (fields: Doc, parents: string[]): void => {
    for (const [name, expression] of Object.entries(fields)) {
      if (name === "" || name.startsWith("$"))
        throw new MongoError("Location16410", `FieldPath field names may not start with '$': '${name}'`);
      const path = [...parents, ...name.split(".")];
      const isNested =
        isDocument(expression) && Object.keys(expression).length > 0 && !Object.keys(expression)[0]!.startsWith("$");
      if (isNested) {
        add(expression, path);
      } else {
        checkExpression(expression, names);
        addLeaf(tree, path, { kind: "compute", expression });
      }
    }
  };
  add(spec, []);
  return each((document) => applyTree(document, tree, true, (expression) => evaluate(document, expression)) as Doc);
}

/** Returns an `$unset`. */
export function unsetStage(spec: unknown): Stage {
  const names = Array.isArray(spec) ? spec : [spec];
  if (!names.every((name) => typeof name === "string"))
    throw new MongoError("BadValue", "$unset needs a string or an array of strings");
  const tree: Tree = new Map();
  for (const name of names) addLeaf(tree, name.split("."), { kind: "exclude" });
  return each((document) => applyTree(document, tree, true, () => undefined) as Doc);
}

/** Returns a `$sort` that keeps only the first `limit`. */
export function sortStage(spec: unknown, limit: number, { mayExceedMemory }: StageContext): Stage {
  const sort = parseSort(spec);
  if (sort.length === 0) throw new MongoError("BadValue", "$sort stage must have at least one sort key");
  return async function* (input) {
    const sorter = createSorter<Doc>(sort, limit, mayExceedMemory);
    // What a decoded document takes is not known here; a round number stands for it.
    for await (const batch of input) for (const document of batch) sorter.add(document, document, 500);
    yield sorter.sorted();
  };
}

/** Returns a count of documents that a client gave; fails on negative and fractional ones. */
export function wholeNumber(value: unknown, what: string, least: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least) {
    throw new MongoError("BadValue", `invalid argument to ${what}: expected an integer of at least ${least}`);
  }
  return value;
}

/** Returns a `$limit`. */
export function limitStage(spec: unknown): Stage {
  const limit = wholeNumber(spec, "$limit", 1);
  return async function* (input) {
    let left = limit;
    for await (const batch of input) {
      yield batch.slice(0, left);
      left -= batch.length;
      if (left <= 0) return;
    }
  };
}

/** Returns a `$skip`. */
export function skipStage(spec: unknown): Stage {
  const skip = wholeNumber(spec, "$skip", 0);
  return async function* (input) {
    let left = skip;
    for await (const batch of input) {
      if (batch.length > left) yield batch.slice(left);
      left = Math.max(0, left - batch.length);
    }
  };
}

/** Returns a `$count`. */
export function countStage(spec: unknown): Stage {
  if (typeof spec !== "string" || spec === "" || spec.startsWith("$") || spec.includes(".")) {
    throw new MongoError("BadValue", "the count field must be a non-empty string without '$' and '.'");
  }
  return async function* (input) {
    let count = 0;
    for await (const batch of input) count += batch.length;
    if (count > 0) yield [{ [spec]: count }];
  };
}

/** Returns a `$replaceRoot` (`expression` is its `newRoot`). */
export function replaceRootStage(expression: unknown, { evaluate, variables }: StageContext): Stage {
  checkExpression(expression, new Set(Object.keys(variables)));
  return each((document) => {
    const root = evaluate(document, expression);
    if (!isDocument(root)) throw new MongoError("BadValue", "'newRoot' expression must evaluate to an object");
    return root;
  });
}
