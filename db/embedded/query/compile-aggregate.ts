import { decode, isDocument, promote, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Reader } from "../storage/layout.ts";
import type { Deadline } from "./deadline.ts";
import { compileFilter } from "./matcher.ts";
import { compileStages, stageContext, type RunPipeline } from "./pipeline.ts";
import { countOf, neededFields, plainProjection, splitHead } from "./pipeline-head.ts";
import { runCount, runQuery, type Running } from "./run.ts";
import type { Found } from "./scan.ts";
import { parseSort } from "./sort.ts";

/** A pipeline under way: documents in batches, raw where no stage has changed them. */
export interface Aggregation {
  head: Omit<Running, "batches">;
  restStages: unknown[];
  batches: AsyncGenerator<(Doc | Buffer)[], void, void>;
}

/** What a pipeline runs in. */
export interface AggregateOptions {
  hint?: unknown;
  deadline: Readonly<Deadline>;
  mayExceedMemory: boolean;
  variables: Doc;
  /** Finds another collection of the database, for `$lookup` and `$unionWith`. */
  resolve: (name: string) => Collection | undefined;
}

/** Prepares a pipeline on a collection; all of it is checked before anything is read. */
export function startAggregate(
  collection: Collection | undefined,
  reader: Reader,
  pipeline: readonly unknown[],
  options: AggregateOptions,
): Aggregation {
  const head = splitHead(pipeline);
  const filter = compileFilter(head.filter, options.variables);
  const run: RunPipeline = async function* (name, inner, variables) {
    for await (const batch of startAggregate(options.resolve(name), reader, inner, {
      ...options,
      hint: undefined,
      variables,
    }).batches) {
      yield batch.map((one) => (isDocument(one) ? one : decode(one as Buffer)));
    }
  };
  const stages =
    head.rest.length > 0
      ? compileStages(head.rest, stageContext(options.variables, options.mayExceedMemory), run)
      : undefined;
  const wish = {
    filter,
    sort: parseSort(head.sort),
    limit: head.skip + head.limit,
    deadline: options.deadline,
    ...(options.hint === undefined ? {} : { hint: options.hint }),
  };
  const count = countOf(head.rest);
  if (count) {
    const counting = runCount(collection, reader, wish);
    const counted = (async function* () {
      const n = Math.max(0, (await counting.count()) - head.skip);
      if (n > 0) yield [count(n)];
    })();
    const after = compileStages(head.rest.slice(1), stageContext(options.variables, options.mayExceedMemory), run);
    return { head: counting, restStages: head.rest, batches: after(counted) };
  }
  const project = head.rest.length === 1 ? plainProjection(head.rest[0]) : undefined;
  const needed = stages ? neededFields(head.rest) : undefined;
  const running = runQuery(collection, reader, { ...wish, ...(needed ? { needed } : {}) }, options);
  const found = skipping(running.batches, head.skip);
  if (!stages) return { head: running, restStages: [], batches: raw(found) };
  if (project) return { head: running, restStages: head.rest, batches: raw(found, project) };
  return { head: running, restStages: head.rest, batches: stages(documents(found, filter.typed)) };
}

async function* skipping(
  batches: AsyncGenerator<Found[], void, void>,
  skip: number,
): AsyncGenerator<Found[], void, void> {
  let left = skip;
  for await (const batch of batches) {
    if (batch.length > left) yield left > 0 ? batch.slice(left) : batch;
    left = Math.max(0, left - batch.length);
  }
}

async function* raw(
  batches: AsyncGenerator<Found[], void, void>,
  project: (bytes: Buffer) => Buffer = (bytes) => bytes,
): AsyncGenerator<(Doc | Buffer)[], void, void> {
  for await (const batch of batches) yield batch.map((found) => (found.bytes ? project(found.bytes) : found.document));
}

async function* documents(
  batches: AsyncGenerator<Found[], void, void>,
  typed: boolean,
): AsyncGenerator<Doc[], void, void> {
  for await (const batch of batches) yield batch.map(({ document }) => (typed ? (promote(document) as Doc) : document));
}

/** Returns a client's pipeline, or fails as MongoDB does where it is not a list of stages. */
export function parsePipeline(pipeline: unknown): unknown[] {
  if (!Array.isArray(pipeline)) throw new MongoError("TypeMismatch", "'pipeline' option must be specified as an array");
  return pipeline;
}
