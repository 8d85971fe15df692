import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import type { Collection } from "../storage/catalog.ts";
import { compileFilter } from "./matcher.ts";
import { countOf, splitHead } from "./pipeline-head.ts";
import { compileStages, neededFields, stageOf } from "./pipeline.ts";
import { compileBytesProjection } from "./project.ts";
import { runCount, runQuery, type Running } from "./run.ts";
import type { Found } from "./scan.ts";
import { parseSort } from "./sort.ts";
import type { Surroundings } from "./stage.ts";

/** A pipeline under way: documents in batches, raw where no stage has changed them. */
export interface Aggregation {
  /** Undefined where the pipeline is a union of several. */
  head: Omit<Running, "batches"> | undefined;
  restStages: unknown[];
  batches: AsyncGenerator<(Doc | Buffer)[], void, void>;
}

/** Prepares a pipeline on a collection; all of it is checked before anything is read. */
export function startAggregate(
  collection: Collection | undefined,
  pipeline: readonly unknown[],
  surroundings: Surroundings,
  hint?: unknown,
): Aggregation {
  const union = pipeline.findIndex((stage) => stageOf(stage)[0] === "$unionWith");
  if (union >= 0 && hint !== undefined) throw unsupported("a hint for a $unionWith");
  if (union >= 0) return startUnion(collection, pipeline, union, surroundings);
  const { reader, deadline } = surroundings;
  const head = splitHead(pipeline);
  const { rest: restStages } = head;
  const wish = {
    filter: compileFilter(head.filter),
    sort: parseSort(head.sort),
    limit: head.skip + head.limit,
    deadline,
    ...(hint === undefined ? {} : { hint }),
  };
  const stages = compileStages(restStages, surroundings);
  const count = countOf(restStages);
  if (count) {
    const counting = runCount(collection, reader, wish);
    const after = compileStages(restStages.slice(1), surroundings);
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

/** What stands before the first `$unionWith`, then what each of them adds. */
function startUnion(
  collection: Collection | undefined,
  pipeline: readonly unknown[],
  union: number,
  surroundings: Surroundings,
): Aggregation {
  const restStages = pipeline.slice(union);
  const added = restStages.map((stage) => {
    const [name, argument] = stageOf(stage);
    if (name !== "$unionWith") throw unsupported(`the stage ${name} behind $unionWith`);
    const { coll, pipeline: stages = [], ...more } = isDocument(argument) ? argument : { coll: argument };
    if (typeof coll !== "string" || Object.keys(more).length > 0) {
      throw new MongoError("FailedToParse", "$unionWith needs the name of a collection and may have a pipeline");
    }
    return startAggregate(surroundings.collectionOf(coll), parsePipeline(stages), surroundings).batches;
  });
  const first = startAggregate(collection, pipeline.slice(0, union), surroundings).batches;
  return { head: undefined, restStages, batches: oneAfterTheOther([first, ...added]) };
}

async function* oneAfterTheOther(
  parts: AsyncGenerator<(Doc | Buffer)[], void, void>[],
): AsyncGenerator<(Doc | Buffer)[], void, void> {
  for (const part of parts) yield* part;
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
