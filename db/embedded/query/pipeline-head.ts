import { isDocument, type Doc } from "../bson/documents.ts";
import { expressionPaths, filterPaths } from "./filter-paths.ts";
import { stageOf } from "./pipeline.ts";
import { wholeNumber } from "./stages.ts";

/** The stages at a pipeline's beginning that the collection itself can answer, and the stages after them. */
export interface Head {
  filter: Doc;
  sort?: unknown;
  skip: number;
  limit: number;
  rest: unknown[];
}

/** Splits a pipeline: `$match`, then `$sort`, `$skip` and `$limit` once each, are read from an index where there is one. */
export function splitHead(pipeline: readonly unknown[]): Head {
  const filters: unknown[] = [];
  const head: Head = { filter: {}, skip: 0, limit: Infinity, rest: [] };
  let at = 0;
  const name = (): string | undefined => (at < pipeline.length ? stageOf(pipeline[at])[0] : undefined);
  const take = (): unknown => stageOf(pipeline[at++])[1];
  while (name() === "$match") filters.push(take());
  if (name() === "$sort") head.sort = take();
  while (name() === "$match") filters.push(take());
  if (name() === "$skip") head.skip = wholeNumber(take(), "$skip", 0);
  if (name() === "$limit") head.limit = wholeNumber(take(), "$limit", 1);
  head.rest = pipeline.slice(at);
  head.filter = filters.length === 1 ? (filters[0] as Doc) : filters.length === 0 ? {} : { $and: filters };
  return head;
}

/** Returns the fields that the stages look at, or undefined where all of a document may come out of them. */
export function neededFields(stages: readonly unknown[]): Set<string> | undefined {
  const paths = new Set<string>();
  return gather(stages, paths) ? paths : undefined;
}

// Tells whether the fields are known by the end: some stage must have replaced the documents by what it computes.
function gather(stages: readonly unknown[], paths: Set<string>): boolean {
  for (const stage of stages) {
    const [name, argument] = stageOf(stage);
    switch (name) {
      case "$limit":
      case "$skip":
        break;
      case "$match": {
        const read = isDocument(argument) ? filterPaths(argument) : undefined;
        if (!read) return false;
        for (const path of read) paths.add(path);
        break;
      }
      case "$sort":
        for (const path of Object.keys(argument as Doc)) paths.add(path);
        break;
      case "$count":
        return true;
      case "$group":
      case "$sortByCount":
        return expressionPaths(argument, paths);
      case "$project":
        return gatherProjection(argument, paths);
      case "$facet":
        return (
          isDocument(argument) && Object.values(argument).every((inner) => Array.isArray(inner) && gather(inner, paths))
        );
      default:
        return false;
    }
  }
  return false;
}

function gatherProjection(spec: unknown, paths: Set<string>): boolean {
  if (!isDocument(spec)) return false;
  const { _id, ...rest } = spec;
  const values = Object.values(rest);
  if (values.length === 0 || values.some((value) => value === 0 || value === false)) return false;
  if (_id !== 0 && _id !== false) paths.add("_id");
  return Object.entries(rest).every(([path, value]) => {
    if (value === 1 || value === true) {
      paths.add(path);
      return true;
    }
    // A plain object names fields below, which is left to the documents.
    if (isDocument(value) && !Object.keys(value)[0]?.startsWith("$")) return false;
    return expressionPaths(value, paths);
  });
}
