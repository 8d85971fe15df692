import { decodeTyped, encode, isDocument, promote, withId, type Doc } from "../bson/documents.ts";
import { compare, equal } from "../bson/order.ts";
import { MongoError } from "../errors.ts";
import { conjunctsOf } from "../query/bounds.ts";
import { matcherOf, compileFilter, type Matcher } from "../query/matcher.ts";
import { singleStage, stageContext, stageOf } from "../query/pipeline.ts";
import { applyOperators, checkOperators, copy } from "./apply-operators.ts";
import { setAt, valueAt } from "./paths.ts";

/** A document before and after an update, with their number types. */
export interface Changed {
  before: Doc;
  after: Doc;
  bytes: Buffer;
}

/** An update made ready. */
export interface Update {
  /** Returns the document as it was and as it becomes, or undefined where nothing changes. */
  change(bytes: Buffer): Changed | undefined;
  /** Returns the document that an upsert stores. */
  insertion(): Doc;
}

/** Prepares an update: operators, a whole document, or a pipeline; `update` keeps its number types, `filter` has been checked. */
export function compileUpdate(update: unknown, filter: Doc, arrayFilters: unknown, multi: boolean): Update {
  if (Array.isArray(update)) return pipelineUpdate(update, filter);
  if (!isDocument(update))
    throw new MongoError("FailedToParse", "Update argument must be either an object or an array");
  const isOperators = Object.keys(update)[0]?.startsWith("$") === true;
  if (!isOperators) {
    if (multi) throw new MongoError("FailedToParse", "multi update is not supported for replacement-style update");
    if (Object.keys(update).some((name) => name.startsWith("$")))
      throw new MongoError("DollarPrefixedFieldName", "a replacement document has a field that begins with $");
    return replacement(update, filter);
  }
  checkOperators(update);
  const filters = parseArrayFilters(arrayFilters);
  const now = new Date();
  return {
    change: (bytes) => {
      const before = decodeTyped(bytes);
      const after = copy(before);
      const matched = (arrayPath: string): number => matchedPlace(before, filter, arrayPath);
      applyOperators(after, update, { positions: { matched, filters }, inserting: false, now });
      return changedOf(before, after, bytes);
    },
    insertion: () => {
      const document = seedFromFilter(filter);
      const matched = (): number => {
        throw new MongoError("BadValue", "The positional operator did not find the match needed from the query.");
      };
      applyOperators(document, update, { positions: { matched, filters }, inserting: true, now });
      return withId(document);
    },
  };
}

function replacement(update: Doc, filter: Doc): Update {
  return {
    change: (bytes) => {
      const before = decodeTyped(bytes);
      return changedOf(before, { _id: before["_id"], ...update }, bytes);
    },
    insertion: () => {
      const { _id } = seedFromFilter(filter);
      return withId(update["_id"] === undefined && _id !== undefined ? { _id, ...update } : update);
    },
  };
}

const updateStages = ["$set", "$addFields", "$unset", "$project", "$replaceWith", "$replaceRoot"];

function pipelineUpdate(update: unknown[], filter: Doc): Update {
  const context = stageContext({}, false);
  const changes = update.map((stage) => {
    const [name, argument] = stageOf(promote(stage));
    if (!updateStages.includes(name))
      throw new MongoError("InvalidOptions", `${name} is not allowed to be used within an update`);
    return singleStage(name, argument, context).change!;
  });
  const run = (typed: Doc): Doc => {
    const result = changes.reduce((document, change) => change(document)!, promote(typed) as Doc);
    // Only what the pipeline computed may lose its number type.
    return keepTypes(result, typed) as Doc;
  };
  return {
    change: (bytes) => {
      const before = decodeTyped(bytes);
      const after = run(before);
      return changedOf(before, { _id: before["_id"], ...after }, bytes);
    },
    insertion: () => withId(run(seedFromFilter(filter))),
  };
}

function keepTypes(result: unknown, typed: unknown): unknown {
  if (isDocument(result) && isDocument(typed)) {
    return Object.fromEntries(Object.entries(result).map(([name, value]) => [name, keepTypes(value, typed[name])]));
  }
  if (Array.isArray(result) && Array.isArray(typed)) return result.map((value, i) => keepTypes(value, typed[i]));
  return result === promote(typed) ? typed : result;
}

function changedOf(before: Doc, after: Doc, bytes: Buffer): Changed | undefined {
  if (!equal(before["_id"], after["_id"])) {
    throw new MongoError(
      "ImmutableField",
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  const changed = encode(after);
  return changed.equals(bytes) ? undefined : { before, after, bytes: changed };
}

function seedFromFilter(filter: Doc): Doc {
  const document: Doc = {};
  for (const conjunct of conjunctsOf(filter)) {
    const [path, condition] = Object.entries(conjunct)[0]!;
    if (path.startsWith("$") || !isDocument(condition) || !("$eq" in condition)) continue;
    const parts = path.split(".");
    if (valueAt(document, parts) !== undefined && compare(valueAt(document, parts), condition["$eq"]) !== 0) {
      throw new MongoError("BadValue", `cannot infer query fields to set, path '${path}' is matched twice`);
    }
    setAt(document, parts, condition["$eq"]);
  }
  return document;
}

// The element that `$` stands for is the first one that alone makes the array's condition hold.
function matchedPlace(document: Doc, filter: Doc, arrayPath: string): number {
  const condition = conjunctsOf(filter).find((conjunct) => {
    const [path] = Object.keys(conjunct);
    return path === arrayPath || path!.startsWith(`${arrayPath}.`);
  });
  const list = valueAt(document, arrayPath.split("."));
  if (condition && Array.isArray(list)) {
    const matches = matcherOf(condition);
    const parts = arrayPath.split(".");
    const place = list.findIndex((element: unknown) => {
      const alone: Doc = {};
      setAt(alone, parts, [element]);
      return matches(alone);
    });
    if (place >= 0) return place;
  }
  throw new MongoError("BadValue", "The positional operator did not find the match needed from the query.");
}

function parseArrayFilters(arrayFilters: unknown): Map<string, Matcher> {
  const filters = new Map<string, Matcher>();
  if (arrayFilters === undefined) return filters;
  if (!Array.isArray(arrayFilters)) throw new MongoError("TypeMismatch", "arrayFilters must be an array");
  for (const filter of arrayFilters) {
    const { filter: checked, matches } = compileFilter(filter);
    const names = new Set(conjunctsOf(checked).flatMap((conjunct) => namesIn(conjunct)));
    const [name] = names;
    if (name === undefined || names.size !== 1)
      throw new MongoError("FailedToParse", "Expected a single top-level field name in an array filter");
    if (filters.has(name))
      throw new MongoError("FailedToParse", `Found multiple array filters with the same top-level field name ${name}`);
    filters.set(name, matches);
  }
  return filters;
}

function namesIn(conjunct: Doc): string[] {
  return Object.entries(conjunct).flatMap(([path, value]) =>
    path.startsWith("$") && Array.isArray(value) ? (value as Doc[]).flatMap(namesIn) : [path.split(".")[0]!],
  );
}
