import { decodeTyped, isDocument, withId, type Doc } from "../bson/documents.ts";
import { equal } from "../bson/order.ts";
import { changedBytes } from "../bson/raw-fields.ts";
import { MongoError, unsupported } from "../errors.ts";
import { conjunctsOf } from "../query/bounds.ts";
import { filterPaths } from "../query/filter-paths.ts";
import { matcherOf } from "../query/matcher.ts";
import { applySteps, parseOperators } from "./apply-operators.ts";
import { parsePath, valueAt, withValue } from "./paths.ts";

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

/** Prepares an update by operators or a whole document; both it and the checked `filter` have their number types. */
export function compileUpdate(update: unknown, filter: Doc, multi: boolean): Update {
  if (Array.isArray(update)) throw unsupported("an update by a pipeline");
  if (!isDocument(update))
    throw new MongoError("FailedToParse", "Update argument must be either an object or an array");
  const names = Object.keys(update);
  if (names[0]?.startsWith("$") !== true) {
    if (multi) throw new MongoError("FailedToParse", "multi update is not supported for replacement-style update");
    if (names.some((name) => name.startsWith("$")))
      throw new MongoError("DollarPrefixedFieldName", "a replacement document has a field that begins with $");
    return replacement(update, filter);
  }
  const steps = parseOperators(update);
  return {
    change: (bytes) =>
      changeTo(bytes, (before) =>
        applySteps(before, steps, { inserting: false, placeIn: (path) => matchedPlace(before, filter, path) }),
      ),
    insertion: () => {
      const seed = seedFromFilter(filter);
      const made = applySteps(seed, steps, { inserting: true, placeIn: noPlace });
      assertSameId(seed, made);
      return withId(made);
    },
  };
}

function replacement(update: Doc, filter: Doc): Update {
  return {
    change: (bytes) => changeTo(bytes, ({ _id }) => ({ _id, ...update })),
    insertion: () => {
      const { _id } = seedFromFilter(filter);
      const made = _id === undefined ? update : { _id, ...update };
      assertSameId({ _id }, made);
      return withId(made);
    },
  };
}

function changeTo(bytes: Buffer, change: (before: Doc) => Doc): Changed | undefined {
  const before = decodeTyped(bytes);
  const after = change(before);
  if (!equal(before["_id"], after["_id"])) assertSameId(before, after);
  const changed = changedBytes(bytes, before, after);
  return changed.equals(bytes) ? undefined : { before, after, bytes: changed };
}

const noPlace = (): never => {
  throw new MongoError("BadValue", "The positional operator did not find the match needed from the query.");
};

// The first element that alone makes the filter's one condition on the array hold.
function matchedPlace(document: Doc, filter: Doc, arrayPath: string): number {
  const conditions = conjunctsOf(filter).filter((conjunct) =>
    (filterPaths(conjunct) ?? []).some((path) => path === arrayPath || path.startsWith(`${arrayPath}.`)),
  );
  const [condition] = conditions;
  const isPlain = condition && !Object.keys(condition)[0]!.startsWith("$") && !hasNegation(condition);
  if (!isPlain || conditions.length > 1)
    throw unsupported(`'${arrayPath}.$' where the filter has not exactly one plain condition on the array`);
  const list = valueAt(document, arrayPath.split("."));
  if (!Array.isArray(list)) return noPlace();
  const matches = matcherOf(condition);
  const place = list.findIndex((element: unknown) => matches(withValue({}, arrayPath.split("."), [element])));
  return place >= 0 ? place : noPlace();
}

const hasNegation = (condition: Doc): boolean =>
  Object.values(condition).some((operators) =>
    /^\$(?:ne|nin|not|exists|size)$/.test(Object.keys(operators as Doc)[0]!),
  );

function assertSameId({ _id }: Doc, after: Doc): void {
  if (_id === undefined || equal(_id, after["_id"])) return;
  throw new MongoError(
    "ImmutableField",
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}

function seedFromFilter(filter: Doc): Doc {
  let document: Doc = {};
  for (const conjunct of conjunctsOf(filter)) {
    const [path, condition] = Object.entries(conjunct)[0]!;
    if (path.startsWith("$") || !isDocument(condition) || !("$eq" in condition)) continue;
    const parts = parsePath(path);
    if (valueAt(document, parts) !== undefined)
      throw new MongoError("NotSingleValueField", `cannot infer query fields to set, path '${path}' is matched twice`);
    document = withValue(document, parts, condition["$eq"]);
  }
  return document;
}
