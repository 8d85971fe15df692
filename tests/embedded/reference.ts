import type { Document } from "mongodb";

// The supported vocabulary written once more: by reading everything, on plain values, and as simply as it can be said.

const order = ["undefined", "null", "number", "string", "object", "array", "boolean", "date"] as const;

function kindOf(value: unknown): (typeof order)[number] {
  if (value === undefined) return "undefined";
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof Date) return "date";
  return typeof value as "number" | "string" | "object" | "boolean";
}

/** Returns a negative, zero or positive number: MongoDB's order of two plain values. */
export function compareValues(a: unknown, b: unknown): number {
  const [left, right] = [kindOf(a), kindOf(b)];
  if (left !== right) return order.indexOf(left) - order.indexOf(right);
  if (left === "string") return Buffer.compare(Buffer.from(a as string), Buffer.from(b as string));
  if (left === "array" || left === "object") {
    const parts = (value: object): [string, unknown][] => Object.entries(value);
    const [theseParts, thoseParts] = [parts(a as object), parts(b as object)];
    for (const [at, [name, value]] of theseParts.entries()) {
      const other = thoseParts[at];
      if (!other) return 1;
      const types = order.indexOf(kindOf(value)) - order.indexOf(kindOf(other[1]));
      const names = left === "array" ? 0 : Buffer.compare(Buffer.from(name), Buffer.from(other[0]));
      const difference = types || names || compareValues(value, other[1]);
      if (difference !== 0) return difference;
    }
    return theseParts.length - thoseParts.length;
  }
  if (left === "undefined" || left === "null") return 0;
  return Number(a) - Number(b);
}

// Every value that a path reaches; arrays on the way are gone through.
function reach(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (name === undefined) return [value];
  if (Array.isArray(value))
    return value.flatMap((one: unknown) => (kindOf(one) === "object" ? reach(one, [name, ...rest]) : []));
  return kindOf(value) === "object" ? reach((value as Document)[name], rest) : [undefined];
}

const isNothing = (value: unknown): boolean => value === null || value === undefined;

function same(value: unknown, wanted: unknown): boolean {
  return wanted === null ? isNothing(value) : !isNothing(value) && compareValues(value, wanted) === 0;
}

function passes(value: unknown, operator: string, argument: unknown): boolean {
  const isSameKind = kindOf(value) === kindOf(argument);
  switch (operator) {
    case "$eq":
      return same(value, argument);
    case "$in":
      return (argument as unknown[]).some((one) => same(value, one));
    case "$gt":
      return isSameKind && compareValues(value, argument) > 0;
    case "$gte":
      return isSameKind && compareValues(value, argument) >= 0;
    case "$lt":
      return isSameKind && compareValues(value, argument) < 0;
    case "$lte":
      return isSameKind && compareValues(value, argument) <= 0;
    case "$type":
      return kindOf(value) === argument;
    case "$regex":
      return typeof value === "string" && value.startsWith((argument as string).slice(1));
    default:
      throw new Error(operator);
  }
}

function holds(document: Document, path: string, operator: string, argument: unknown): boolean {
  const found = reach(document, path.split("."));
  const any = (test: (value: unknown) => boolean): boolean =>
    found.some((value) => test(value) || (Array.isArray(value) && value.some(test)));
  switch (operator) {
    case "$ne":
      return !holds(document, path, "$eq", argument);
    case "$nin":
      return !holds(document, path, "$in", argument);
    case "$not":
      return !holdsAll(document, path, argument as Document);
    case "$exists":
      return found.some((value) => value !== undefined) === argument;
    case "$size":
      return found.some((value) => Array.isArray(value) && value.length === argument);
    case "$elemMatch":
      return found.some(
        (list) =>
          Array.isArray(list) &&
          list.some((element: unknown) =>
            Object.entries(argument as Document).every(([name, value]) =>
              name.startsWith("$")
                ? passes(element, name, value)
                : kindOf(element) === "object" && matches(element as Document, { [name]: value as unknown }),
            ),
          ),
      );
    default:
      return any((value) => passes(value, operator, argument));
  }
}

const isOperators = (value: unknown): value is Document =>
  kindOf(value) === "object" && Object.keys(value as object)[0]?.startsWith("$") === true;

const holdsAll = (document: Document, path: string, condition: Document): boolean =>
  Object.entries(condition).every(([operator, argument]) => holds(document, path, operator, argument));

/** True where the document passes the filter. */
export function matches(document: Document, filter: Document): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (name === "$and") return (value as Document[]).every((branch) => matches(document, branch));
    if (name === "$or") return (value as Document[]).some((branch) => matches(document, branch));
    if (name === "$nor") return !(value as Document[]).some((branch) => matches(document, branch));
    return isOperators(value) ? holdsAll(document, name, value) : holds(document, name, "$eq", value);
  });
}

/** Returns the value by which a document is sorted on a path: of an array, its lowest or highest element. */
export function sortValue(document: Document, path: string, direction: 1 | -1): unknown {
  const found = reach(document, path.split(".")).flatMap((value): unknown[] =>
    Array.isArray(value) ? (value.length === 0 ? [undefined] : value) : [value ?? null],
  );
  return found.length === 0 ? null : found.sort((a, b) => direction * compareValues(a, b))[0];
}

/** Returns the documents that pass, in order; of those that are equal in it, the order is open. */
export function find(documents: readonly Document[], filter: Document, sort: Record<string, 1 | -1>): Document[] {
  const found = documents.filter((document) => matches(document, filter));
  return found.sort((a, b) => {
    for (const [path, direction] of Object.entries(sort)) {
      const difference = compareValues(sortValue(a, path, direction), sortValue(b, path, direction));
      if (difference !== 0) return direction * difference;
    }
    return 0;
  });
}

/** Returns the document after an update by operators on fields of its own. */
export function update(document: Document, operators: Document): Document {
  const changed: Document = structuredClone(document);
  const added: Document = {};
  for (const [operator, fields] of Object.entries(operators)) {
    for (const [name, argument] of Object.entries(fields as Document)) {
      const current: unknown = changed[name];
      const place = (value: unknown): unknown =>
        Object.hasOwn(changed, name) ? (changed[name] = value) : (added[name] = value);
      if (operator === "$unset") Reflect.deleteProperty(changed, name);
      else if (operator === "$set") place(argument);
      else if (operator === "$inc") place(Number(current ?? 0) + Number(argument));
      else if (operator === "$min")
        place(current !== undefined && compareValues(current, argument) <= 0 ? current : argument);
      else if (operator === "$max")
        place(current !== undefined && compareValues(current, argument) >= 0 ? current : argument);
      else if (operator === "$push") place([...((current as unknown[] | undefined) ?? []), argument]);
      else if (operator === "$pull" && Array.isArray(current))
        place(current.filter((one: unknown) => !holdsAll({ one }, "one", argument as Document)));
    }
  }
  for (const name of Object.keys(added).sort()) changed[name] = added[name] as unknown;
  return changed;
}
