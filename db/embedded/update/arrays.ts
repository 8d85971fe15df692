import { asNumber, isDocument, promote, type Doc } from "../bson/documents.ts";
import { equal } from "../bson/order.ts";
import { MongoError, unsupported } from "../errors.ts";
import { isOperators } from "../query/check-filter.ts";
import { createMatcher } from "../query/matcher.ts";
import { parseSort, sortKey } from "../query/sort.ts";

/** Returns the array with an operator's argument applied; `current` is undefined where there is none yet. */
export type ArrayChange = (field: string, current: unknown, argument: unknown) => unknown[] | undefined;

function arrayOr(field: string, current: unknown, operator: string): unknown[] {
  if (current === undefined) return [];
  if (!Array.isArray(current)) {
    throw new MongoError(
      "BadValue",
      `The field '${field}' must be an array but is of another type; ${operator} cannot be applied`,
    );
  }
  return [...(current as unknown[])];
}

function push(field: string, current: unknown, argument: unknown): unknown[] {
  const list = arrayOr(field, current, "$push");
  if (!isDocument(argument) || !("$each" in argument)) return [...list, argument];
  const { $each, $slice, $sort, $position, ...unknown } = argument;
  if (Object.keys(unknown).length > 0)
    throw new MongoError("BadValue", `Unrecognized clause in $push: ${Object.keys(unknown)[0]}`);
  if (!Array.isArray($each)) throw new MongoError("BadValue", "The argument to $each in $push must be an array");
  const position = $position === undefined ? list.length : asNumber($position);
  if (position === undefined) throw new MongoError("BadValue", "The value for $position must be an integer value");
  list.splice(position, 0, ...($each as unknown[]));
  const sorted = $sort === undefined ? list : sortElements(list, promote($sort));
  if ($slice === undefined) return sorted;
  const slice = asNumber($slice);
  if (slice === undefined) throw new MongoError("BadValue", "The value for $slice must be an integer value");
  if (slice === 0) return [];
  return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
}

function sortElements(list: unknown[], sort: unknown): unknown[] {
  const spec = parseSort(
    isDocument(sort)
      ? Object.fromEntries(Object.entries(sort).map(([path, way]) => [`element.${path}`, way]))
      : { element: sort },
  );
  // A whole element is wrapped once more, so that an array is not taken apart.
  const keyed = list.map((element) => ({ element, key: sortKey({ element } as Doc, spec) }));
  return keyed.sort((a, b) => a.key.compare(b.key)).map(({ element }) => element);
}

function addToSet(field: string, current: unknown, argument: unknown): unknown[] {
  const list = arrayOr(field, current, "$addToSet");
  const more = isDocument(argument) && "$each" in argument ? argument["$each"] : [argument];
  if (!Array.isArray(more)) throw new MongoError("TypeMismatch", "The argument to $each in $addToSet must be an array");
  for (const value of more as unknown[]) if (!list.some((kept) => equal(kept, value))) list.push(value);
  return list;
}

function pull(field: string, current: unknown, argument: unknown): unknown[] | undefined {
  if (current === undefined) return undefined;
  const list = arrayOr(field, current, "$pull");
  if (isOperators(argument)) {
    const matches = createMatcher({ element: promote(argument) });
    return list.filter((element) => !matches({ element }));
  }
  if (isDocument(argument)) {
    const matches = createMatcher(promote(argument));
    return list.filter((element) => !isDocument(element) || !matches(element));
  }
  if (
    argument !== null &&
    typeof argument === "object" &&
    "_bsontype" in argument &&
    argument._bsontype === "BSONRegExp"
  ) {
    const matches = createMatcher({ element: argument });
    return list.filter((element) => !matches({ element }));
  }
  return list.filter((element) => !equal(element, argument));
}

function pullAll(field: string, current: unknown, argument: unknown): unknown[] | undefined {
  if (!Array.isArray(argument)) throw new MongoError("BadValue", "$pullAll requires an array argument");
  if (current === undefined) return undefined;
  return arrayOr(field, current, "$pullAll").filter(
    (element) => !argument.some((unwanted: unknown) => equal(element, unwanted)),
  );
}

function pop(field: string, current: unknown, argument: unknown): unknown[] | undefined {
  const end = asNumber(argument);
  if (end !== 1 && end !== -1) throw new MongoError("FailedToParse", "$pop expects 1 or -1");
  if (current === undefined) return undefined;
  if (!Array.isArray(current))
    throw new MongoError("TypeMismatch", `Path '${field}' contains an element of non-array type`);
  return end === 1 ? current.slice(0, -1) : current.slice(1);
}

/** The update operators that change arrays. */
export const arrayChanges: Record<string, ArrayChange> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
  $pushAll: () => {
    throw unsupported("$pushAll");
  },
};
