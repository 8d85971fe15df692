import { isDocument, type Doc } from "../bson/documents.ts";

const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part);

/**
 * Returns the values that a filter's path reaches: arrays on the way are searched through, an array at the end is one value.
 * A field that is missing gives `undefined`; an array on the way that has no documents gives nothing.
 */
export function valuesAt(document: unknown, path: readonly string[]): unknown[] {
  if (path.length === 1 && isDocument(document)) return [document[path[0]!]];
  const values: unknown[] = [];
  walk(document, path, 0, values);
  return values;
}

function walk(value: unknown, path: readonly string[], at: number, values: unknown[]): void {
  if (at === path.length) {
    values.push(value);
  } else if (isDocument(value)) {
    walk(value[path[at]!], path, at + 1, values);
  } else if (Array.isArray(value)) {
    const part = path[at]!;
    if (isIndex(part) && Number(part) < value.length) walk(value[Number(part)], path, at + 1, values);
    for (const element of value) if (isDocument(element)) walk(element, path, at, values);
  } else {
    values.push(undefined);
  }
}

/** True where the value passes, or it is an array and one of its elements does. */
export function someValue(value: unknown, passes: (value: unknown) => boolean): boolean {
  return passes(value) || (Array.isArray(value) && value.some(passes));
}

/** Returns the values that a sort goes by: each element of an array on the path counts for itself. */
export function sortValues(document: Doc, path: readonly string[]): unknown[] {
  const found = valuesAt(document, path).flatMap((value: unknown): unknown[] =>
    Array.isArray(value) ? (value.length === 0 ? [undefined] : value) : [value ?? null],
  );
  return found.length === 0 ? [null] : found;
}
