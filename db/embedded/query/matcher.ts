import { asNumber, fieldOf, isDocument, type Doc } from "../bson/documents.ts";
import { compare, equal, rankOf } from "../bson/order.ts";
import { asksNumberTypes, checkFilter, isOperators } from "./check-filter.ts";
import { someValue, valuesAt } from "./paths.ts";
import type { TextPattern } from "./text-pattern.ts";
import { hasType } from "./types.ts";

/** A test of documents that were decoded with their number types. */
export type Matcher = (document: Doc) => boolean;

type Test = (value: unknown) => boolean;

/** A filter made ready: its checked form, its test, and whether it asks for a number's exact type. */
export interface CompiledFilter {
  filter: Doc;
  matches: Matcher;
  typed: boolean;
}

/** Returns the filter made ready for use; fails on operators that are not supported. */
export function compileFilter(filter: unknown): CompiledFilter {
  const checked = checkFilter(filter);
  let matcher: Matcher | undefined;
  // Where an index decides which documents match, the test is never asked.
  const matches: Matcher = (document) => (matcher ??= matcherOf(checked))(document);
  return { filter: checked, matches, typed: asksNumberTypes(checked) };
}

/** Returns the test of a filter that has been checked already. */
export function matcherOf(checked: Doc): Matcher {
  const tests = Object.entries(checked).flatMap(([name, value]): Matcher[] => {
    if (!name.startsWith("$")) return conditionsOf(name, value as Doc);
    const branches = (value as Doc[]).map(matcherOf);
    if (name === "$and") return branches;
    const some: Matcher = (document) => branches.some((matches) => matches(document));
    return [name === "$or" ? some : (document) => !some(document)];
  });
  return tests.length === 1 ? tests[0]! : (document) => tests.every((test) => test(document));
}

/** Returns the test of a filter from the catalog. */
export function createMatcher(filter: unknown): Matcher {
  return compileFilter(filter).matches;
}

function conditionsOf(path: string, condition: Doc): Matcher[] {
  const parts = path.split(".");
  const any = (test: Test): Matcher => {
    if (parts.length > 1) return (document) => valuesAt(document, parts).some((value) => someValue(value, test));
    return (document) => someValue(fieldOf(document, path), test);
  };
  return Object.entries(condition).map(([operator, argument]): Matcher => {
    switch (operator) {
      case "$exists":
        return (document) => valuesAt(document, parts).some((value) => value !== undefined) === argument;
      case "$size":
        return (document) =>
          valuesAt(document, parts).some((value) => Array.isArray(value) && value.length === argument);
      case "$elemMatch": {
        const matches = elementTest(argument as Doc);
        return (document) => valuesAt(document, parts).some((value) => Array.isArray(value) && value.some(matches));
      }
      case "$not": {
        const inner = conditionsOf(path, argument as Doc);
        return (document) => !inner.every((test) => test(document));
      }
      case "$ne":
      case "$nin": {
        const matches = any(valueTest(operator === "$ne" ? "$eq" : "$in", argument));
        return (document) => !matches(document);
      }
      default:
        return any(valueTest(operator, argument));
    }
  });
}

// An element that is an array itself is one value here, or a document whose fields are numbers.
function elementTest(argument: Doc): Test {
  if (!isOperators(argument)) {
    const matches = matcherOf(argument);
    return (element) =>
      isDocument(element)
        ? matches(element)
        : Array.isArray(element) && matches({ ...(element as unknown[]) } as unknown as Doc);
  }
  const tests = Object.entries(argument).map(([operator, value]): Test => {
    if (operator !== "$ne" && operator !== "$nin") return valueTest(operator, value);
    const test = valueTest(operator === "$ne" ? "$eq" : "$in", value);
    return (element) => !test(element);
  });
  return (element) => tests.every((test) => test(element));
}

const isNullish = (value: unknown): boolean => value === null || value === undefined;

// The tests of one value, in which an array is a value like any other.
function valueTest(operator: string, argument: unknown): Test {
  switch (operator) {
    case "$eq":
      return equality(argument);
    case "$in":
      return within(argument as unknown[]);
    case "$gt":
      return inequality(argument, (order) => order > 0, false);
    case "$gte":
      return inequality(argument, (order) => order >= 0, true);
    case "$lt":
      return inequality(argument, (order) => order < 0, false);
    case "$lte":
      return inequality(argument, (order) => order <= 0, true);
    case "$type":
      return (value) => value !== undefined && (argument as string[]).some((alias) => hasType(value, alias));
    case "$regex":
      return (value) => typeof value === "string" && (argument as TextPattern).test(value);
    default:
      throw new Error(`no test of ${operator}`);
  }
}

function equality(wanted: unknown): Test {
  if (isNullish(wanted)) return isNullish;
  return (value) => !isNullish(value) && isComparable(value, wanted) && equal(value, wanted);
}

// Values of different types are never equal, and some types have no place in the order at all.
function isComparable(value: unknown, wanted: unknown): boolean {
  if (typeof value === typeof wanted || (typeof value === "object" && typeof wanted === "object")) return true;
  return asNumber(value) !== undefined && asNumber(wanted) !== undefined;
}

function within(list: readonly unknown[]): Test {
  const strings = new Set(list.filter((wanted) => typeof wanted === "string"));
  const others = list.filter((wanted) => typeof wanted !== "string").map(equality);
  return (value) => (typeof value === "string" ? strings.has(value) : others.some((test) => test(value)));
}

function inequality(bound: unknown, passes: (order: number) => boolean, orEqual: boolean): Test {
  if (bound === null) return orEqual ? isNullish : () => false;
  const kind = rankOf(bound);
  const isNaN = Number.isNaN(asNumber(bound) ?? 0);
  return (value) => {
    if (isNullish(value) || !isComparable(value, bound) || rankOf(value) !== kind) return false;
    // NaN is only ever equal to NaN: it is neither above nor below a number.
    if (isNaN || Number.isNaN(asNumber(value) ?? 0)) return orEqual && equal(value, bound);
    return passes(compare(value, bound));
  };
}
