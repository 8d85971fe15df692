import { isDocument, type Doc } from "../bson/documents.ts";
import { keepFields } from "../bson/raw-fields.ts";
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

/** Returns what stages that begin with a count give for a number of documents, or undefined where they do not. */
export function countOf([stage]: readonly unknown[]): ((n: number) => Doc) | undefined {
  if (stage === undefined) return undefined;
  const [name, argument] = stageOf(stage);
  if (name === "$count" && typeof argument === "string" && /^[^$.]+$/.test(argument)) return (n) => ({ [argument]: n });
  if (name !== "$group" || !isDocument(argument)) return undefined;
  const { _id, ...sums } = argument;
  if (_id !== null && typeof _id !== "number") return undefined;
  const ones = Object.entries(sums).every(
    ([field, sum]) => !field.includes(".") && isDocument(sum) && Object.keys(sum).length === 1 && sum["$sum"] === 1,
  );
  return ones ? (n) => ({ _id, ...Object.fromEntries(Object.keys(sums).map((field) => [field, n])) }) : undefined;
}

/** Returns the projection that a `$project` of whole fields is on stored bytes; undefined for any other stage. */
export function plainProjection(stage: unknown): ((bytes: Buffer) => Buffer) | undefined {
  const [name, argument] = stageOf(stage);
  return name === "$project" ? projectionOfBytes(argument) : undefined;
}

/** Returns what a projection of whole fields leaves of stored bytes; undefined where it says more than which fields. */
export function projectionOfBytes(spec: unknown): ((bytes: Buffer) => Buffer) | undefined {
  if (!isDocument(spec)) return undefined;
  const { _id, ...rest } = spec;
  const kinds = new Set(Object.values(rest));
  const names = Object.keys(rest);
  if (names.length === 0 || names.some((field) => /[.$]/.test(field) || field === "")) return undefined;
  if (_id !== undefined && ![0, 1, true, false].includes(_id as number)) return undefined;
  const hasId = _id === undefined || _id === 1 || _id === true;
  const isListed = (field: string) => field !== "_id" && Object.hasOwn(rest, field);
  if ([...kinds].every((kind) => kind === 1 || kind === true))
    return (bytes) => keepFields(bytes, (field) => (field === "_id" ? hasId : isListed(field)));
  if ([...kinds].every((kind) => kind === 0 || kind === false))
    return (bytes) => keepFields(bytes, (field) => (field === "_id" ? hasId : !isListed(field)));
  return undefined;
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
