import type { Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Reader } from "../storage/layout.ts";
import type { Deadline } from "./deadline.ts";
import { compileFilter } from "./matcher.ts";
import { countOf, splitHead } from "./pipeline-head.ts";
import { compileStages, neededFields, stageOf } from "./pipeline.ts";
import { compileBytesProjection } from "./project.ts";
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
}

/** Prepares a pipeline on a collection; all of it is checked before anything is read. */
export function startAggregate(
  collection: Collection | undefined,
  reader: Reader,
  pipeline: readonly unknown[],
  options: AggregateOptions,
): Aggregation {
  const head = splitHead(pipeline);
  const { rest: restStages } = head;
  const wish = {
    filter: compileFilter(head.filter),
    sort: parseSort(head.sort),
    limit: head.skip + head.limit,
    ...options,
  };
  const stages = compileStages(restStages);
  const count = countOf(restStages);
  if (count) {
    const counting = runCount(collection, reader, wish);
    const after = compileStages(restStages.slice(1));
    const counted = async function* (): AsyncGenerator<Doc[], void, void> {
      const n = (await counting.count()) - head.skip;
      if (n > 0) yield [count(n)];
    };
    return { head: counting, restStages, batches: streamed(after(counted())) };
  }
  const needed = neededFields(restStages);
  const running = runQuery(collection, reader, { ...wish, ...(needed ? { needed } : {}) });
  const found = skipping(running.batches, head.skip);
  const [first, ...more] = restStages;
  if (first === undefined) return { head: running, restStages, batches: raw(found) };
  const [name, argument] = stageOf(first);
  if (name === "$project" && more.length === 0)
    return { head: running, restStages, batches: raw(found, compileBytesProjection(argument)) };
  return { head: running, restStages, batches: streamed(stages(documents(found))) };
}

async function* streamed(batches: AsyncIterable<Doc[]>): AsyncGenerator<Doc[], void, void> {
  for await (const batch of batches) yield batch;
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

async function* documents(batches: AsyncGenerator<Found[], void, void>): AsyncGenerator<Doc[], void, void> {
  for await (const batch of batches) yield batch.map(({ document }) => document);
}

/** Returns a client's pipeline, or fails as MongoDB does where it is not a list of stages. */
export function parsePipeline(pipeline: unknown): unknown[] {
  if (!Array.isArray(pipeline)) throw new MongoError("TypeMismatch", "'pipeline' option must be specified as an array");
  return pipeline;
}
