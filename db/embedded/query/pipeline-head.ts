import { asNumber, type Doc } from "../bson/documents.ts";
import { countedField, parseGroup, stageOf, wholeNumber } from "./pipeline.ts";

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
  if (name === "$count") {
    const field = countedField(argument);
    return (n) => ({ [field]: n });
  }
  if (name !== "$group") return undefined;
  const { id, sums } = parseGroup(argument);
  if (!sums.every(([, summand]) => asNumber(summand) === 1)) return undefined;
  return (n) => Object.fromEntries([["_id", id], ...sums.map(([field]) => [field, n])]) as Doc;
}
