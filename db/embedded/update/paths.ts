import { fieldOf, isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";

const isPlace = (part: string): boolean => /^(?:0|[1-9]\d*)$/.test(part);

/** The most elements that are made up to put one behind an array's end. */
const mostMadeUp = 1_500_000;

/** Returns an update's path in parts, of which one may be `$`; fails on other placeholders and on names that can't be stored. */
export function parsePath(path: string): string[] {
  const parts = path.split(".");
  if (path === "") throw new MongoError("EmptyFieldName", "An empty update path is not valid.");
  if (parts.includes(""))
    throw new MongoError(
      "EmptyFieldName",
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  if (parts.some((part) => part.startsWith("$["))) throw unsupported("an update of several elements by position");
  if (parts[0] === "$" || parts.filter((part) => part === "$").length > 1)
    throw new MongoError("BadValue", `Too many positional elements, or one at the start, in '${path}'`);
  const dollar = parts.find((part) => part.startsWith("$") && part !== "$");
  if (dollar !== undefined)
    throw new MongoError(
      "DollarPrefixedFieldName",
      `The dollar ($) prefixed field '${dollar}' is not valid for storage.`,
    );
  if (parts.includes("__proto__")) throw unsupported("an update of a field named __proto__");
  return parts;
}

/** Returns the value at a path, or undefined. */
export function valueAt(document: Doc, path: readonly string[]): unknown {
  return path.reduce<unknown>(child, document);
}

function child(value: unknown, part: string): unknown {
  if (isDocument(value)) return fieldOf(value, part);
  return Array.isArray(value) && isPlace(part) ? (value[Number(part)] as unknown) : undefined;
}

/** Returns the document with the value at the path; what is not on the way is shared. Fails where something else is in the way. */
export function withValue(document: Doc, path: readonly string[], value: unknown): Doc {
  return put(document, path, value) as Doc;
}

function put(target: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  const inner = child(target, name!);
  const placed = rest.length === 0 ? value : put(inner === undefined ? {} : inner, rest, value);
  if (isDocument(target)) return { ...target, [name!]: placed };
  if (!Array.isArray(target) || !isPlace(name!))
    throw new MongoError("PathNotViable", `Cannot create field '${name!}' in element {${JSON.stringify(target)}}`);
  const place = Number(name);
  if (place - target.length > mostMadeUp)
    throw new MongoError("CannotBackfillArray", `can't backfill more than ${mostMadeUp} elements`);
  const list = [...(target as unknown[])];
  while (list.length < place) list.push(null);
  list[place] = placed;
  return list;
}

/** Returns the document without the field at the path; an array's element becomes null instead. */
export function withoutValue(document: Doc, path: readonly string[]): Doc {
  const [name, parentPath] = [path.at(-1)!, path.slice(0, -1)];
  const parent = valueAt(document, parentPath);
  if (child(parent, name) === undefined) return document;
  if (Array.isArray(parent)) return withValue(document, path, null);
  const kept = Object.fromEntries(Object.entries(parent as Doc).filter(([field]) => field !== name));
  return parentPath.length === 0 ? kept : withValue(document, parentPath, kept);
}
