import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import type { Matcher } from "../query/matcher.ts";

/** What tells which array elements `$` and `$[name]` stand for. */
export interface Positions {
  /** Returns the place of the element that made the filter match, for an array at the path. */
  matched: (arrayPath: string) => number;
  /** The `arrayFilters` by their name; each looks at `{ name: element }`. */
  filters: ReadonlyMap<string, Matcher>;
}

/** Returns the paths without placeholders that an update's path comes to in this document. */
export function concretePaths(document: Doc, path: string, positions: Positions): string[][] {
  let found: { done: string[]; value: unknown }[] = [{ done: [], value: document }];
  for (const part of path.split(".")) {
    if (part === "")
      throw new MongoError(
        "EmptyFieldName",
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    if (!part.startsWith("$")) {
      found = found.map(({ done, value }) => ({ done: [...done, part], value: child(value, part) }));
      continue;
    }
    found = found.flatMap(({ done, value }) => {
      const arrayPath = done.join(".");
      if (!Array.isArray(value)) {
        throw new MongoError(
          "BadValue",
          `The path '${arrayPath}' must exist in the document in order to apply array updates.`,
        );
      }
      return placesOf(part, arrayPath, value, positions).map((place) => ({
        done: [...done, String(place)],
        value: value[place] as unknown,
      }));
    });
  }
  return found.map(({ done }) => done);
}

function placesOf(part: string, arrayPath: string, list: unknown[], positions: Positions): number[] {
  if (part === "$") return [positions.matched(arrayPath)];
  const all = list.map((_, place) => place);
  if (part === "$[]") return all;
  const name = /^\$\[(\w+)\]$/.exec(part)?.[1];
  if (name === undefined)
    throw new MongoError(
      "DollarPrefixedFieldName",
      `The dollar ($) prefixed field '${part}' is not valid for storage.`,
    );
  const matches = positions.filters.get(name);
  if (!matches) throw new MongoError("BadValue", `No array filter found for identifier '${name}'`);
  return all.filter((place) => matches({ [name]: list[place] }));
}

const isPlace = (part: string): boolean => /^\d+$/.test(part);

function child(value: unknown, part: string): unknown {
  if (isDocument(value)) return value[part];
  return Array.isArray(value) && isPlace(part) ? (value[Number(part)] as unknown) : undefined;
}

/** Returns the value at a path without placeholders, or undefined. */
export function valueAt(document: Doc, path: readonly string[]): unknown {
  return path.reduce<unknown>(child, document);
}

/** Puts the value at the path, making the documents on the way; fails where something else is in the way. */
export function setAt(document: Doc, path: readonly string[], value: unknown): void {
  let target: Doc | unknown[] = document;
  for (const [i, part] of path.entries()) {
    const isLast = i === path.length - 1;
    if (Array.isArray(target)) {
      if (!isPlace(part)) throw notViable(part, target);
      while (target.length < Number(part)) target.push(null);
    }
    const fields = target as Doc;
    if (isLast) {
      fields[part] = value;
      return;
    }
    fields[part] ??= fields[part] === null ? null : {};
    const inner: unknown = fields[part];
    if (!isDocument(inner) && !Array.isArray(inner)) throw notViable(path[i + 1]!, inner);
    target = inner;
  }
}

/** Takes the field at the path away; an array's element becomes null instead. */
export function unsetAt(document: Doc, path: readonly string[]): void {
  const parent = valueAt(document, path.slice(0, -1));
  const name = path.at(-1)!;
  if (Array.isArray(parent) && isPlace(name) && Number(name) < parent.length) parent[Number(name)] = null;
  else if (isDocument(parent)) Reflect.deleteProperty(parent, name);
}

const notViable = (part: string, value: unknown): MongoError =>
  new MongoError("PathNotViable", `Cannot create field '${part}' in element {${JSON.stringify(value)}}`);
