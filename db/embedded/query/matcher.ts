import { Query } from "mingo/query";
import type { Doc } from "../bson/documents.ts";
import { asksNumberTypes, checkFilter } from "./check-filter.ts";
import { mingoOptions } from "./operators.ts";

/** A test of decoded documents. */
export type Matcher = (document: Doc) => boolean;

/** A filter made ready: its checked form, its test, and whether documents have to be decoded with number types for it. */
export interface CompiledFilter {
  filter: Doc;
  matches: Matcher;
  typed: boolean;
}

/** Returns the filter made ready for use; fails on operators that are not supported. */
export function compileFilter(filter: unknown, variables?: Doc): CompiledFilter {
  const checked = checkFilter(filter, new Set(Object.keys(variables ?? {})));
  let matcher: Matcher | undefined;
  // Where an index decides which documents match, the test is never asked.
  const matches: Matcher = (document) => (matcher ??= matcherOf(checked, variables))(document);
  return { filter: checked, matches, typed: asksNumberTypes(checked) };
}

/** Returns the test of a filter that has been checked already. */
export function matcherOf(checked: Doc, variables?: Doc): Matcher {
  if (Object.keys(checked).length === 0) return () => true;
  const query = new Query(checked as never, mingoOptions(variables));
  return (document) => query.test(document as never);
}

/** Returns the test of a filter from a client or the catalog. */
export function createMatcher(filter: unknown): Matcher {
  return compileFilter(filter).matches;
}
