import { fieldOf, isDocument } from "../bson/documents.ts";

/**
 * Returns the values that a path reaches: arrays on the way are searched through, a number being a place in them too; an array
 * at the end is one value.
 * A field that is missing gives `undefined`; an array on the way that has no documents gives nothing.
 */
export function valuesAt(document: unknown, path: readonly string[]): unknown[] {
  const values: unknown[] = [];
  walk(document, path, 0, values);
  return values;
}

const isPlace = (part: string): boolean => /^(?:0|[1-9]\d*)$/.test(part);

function walk(value: unknown, path: readonly string[], at: number, values: unknown[]): void {
  if (at === path.length) {
    values.push(value);
  } else if (isDocument(value)) {
    walk(fieldOf(value, path[at]!), path, at + 1, values);
  } else if (Array.isArray(value)) {
    const place = path[at]!;
    if (isPlace(place) && Number(place) < value.length) walk(value[Number(place)], path, at + 1, values);
    for (const element of value) if (isDocument(element)) walk(element, path, at, values);
  } else {
    values.push(undefined);
  }
}

/** True where the value passes, or it is an array and one of its elements does. */
export function someValue(value: unknown, passes: (value: unknown) => boolean): boolean {
  return passes(value) || (Array.isArray(value) && value.some(passes));
}
