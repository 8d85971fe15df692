import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { groupStage } from "./group.ts";
import { lookupStage, unionStage } from "./lookup.ts";
import { createEvaluator } from "./operators.ts";
import {
  countStage,
  limitStage,
  matchStage,
  projectStage,
  replaceRootStage,
  setStage,
  skipStage,
  sortStage,
  unsetStage,
  wholeNumber,
  type Stage,
  type StageContext,
} from "./stages.ts";
import { unwindStage } from "./unwind.ts";

/** Runs a whole pipeline on another collection of the same database. */
export type RunPipeline = (
  collection: string,
  pipeline: readonly Doc[],
  variables: Doc,
) => AsyncGenerator<Doc[], void, void>;

type MakeStage = (spec: unknown, context: StageContext, run: RunPipeline) => Stage;

const stages: Record<string, MakeStage> = {
  $match: matchStage,
  $project: projectStage,
  $set: setStage,
  $addFields: setStage,
  $unset: unsetStage,
  $limit: limitStage,
  $skip: skipStage,
  $count: countStage,
  $unwind: unwindStage,
  $lookup: lookupStage,
  $unionWith: unionStage,
  $facet: facetStage,
  $group: (spec, { evaluate, variables }) => groupStage(spec, evaluate, new Set(Object.keys(variables))),
  $replaceWith: replaceRootStage,
  $replaceRoot: (spec, context) => {
    if (!isDocument(spec) || !("newRoot" in spec))
      throw new MongoError("BadValue", "no newRoot specified for the $replaceRoot stage");
    return replaceRootStage(spec["newRoot"], context);
  },
  $sortByCount: (spec, context) =>
    chain([
      groupStage({ _id: spec, count: { $sum: 1 } }, context.evaluate, new Set(Object.keys(context.variables))),
      sortStage({ count: -1 }, Infinity, context),
    ]),
};

/** Returns the name and the argument of a pipeline's stage; fails where it has not exactly one field. */
export function stageOf(stage: unknown): [name: string, argument: unknown] {
  const entries = isDocument(stage) ? Object.entries(stage) : [];
  if (entries.length !== 1) {
    throw new MongoError("Location40323", "A pipeline stage specification object must contain exactly one field.");
  }
  return entries[0]!;
}

/** Returns the stages made ready and put behind one another; fails, before anything runs, on what is not supported. */
export function compileStages(pipeline: readonly unknown[], context: StageContext, run: RunPipeline): Stage {
  const made: Stage[] = [];
  for (const [i, stage] of pipeline.entries()) {
    const [name, argument] = stageOf(stage);
    if (name === "$sort") {
      made.push(sortStage(argument, followingLimit(pipeline.slice(i + 1)), context));
      continue;
    }
    const make = stages[name];
    if (!make) {
      if (
        /^\$(out|merge|geoNear|graphLookup|bucket|bucketAuto|setWindowFields|densify|fill|redact|sample|documents|indexStats|collStats|search|changeStream|currentOp|listSessions|planCacheStats)$/.test(
          name,
        )
      ) {
        throw unsupported(`the stage ${name}`);
      }
      throw new MongoError("Location40324", `Unrecognized pipeline stage name: '${name}'`);
    }
    made.push(make(argument, context, run));
  }
  return chain(made);
}

/** Returns one of the stages made ready by itself. */
export function singleStage(name: string, argument: unknown, context: StageContext): Stage {
  return stages[name]!(argument, context, () => {
    throw new MongoError("BadValue", "this pipeline cannot read other collections");
  });
}

// How many of the sorted documents are looked at, where the next stages say so.
function followingLimit(rest: readonly unknown[]): number {
  let skipped = 0;
  for (const stage of rest) {
    const [name, argument] = stageOf(stage);
    if (name === "$skip") skipped += wholeNumber(argument, "$skip", 0);
    else return name === "$limit" ? skipped + wholeNumber(argument, "$limit", 1) : Infinity;
  }
  return Infinity;
}

function chain(made: readonly Stage[]): Stage {
  return async function* (input) {
    let stream: AsyncIterable<Doc[]> = input;
    for (const stage of made) stream = stage(stream);
    for await (const batch of stream) yield batch;
  };
}

function facetStage(spec: unknown, context: StageContext, run: RunPipeline): Stage {
  if (!isDocument(spec) || Object.keys(spec).length === 0)
    throw new MongoError("BadValue", "the $facet specification must be a non-empty object");
  const facets = Object.entries(spec).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline))
      throw new MongoError("BadValue", `arguments to $facet must be arrays, ${name} is not`);
    if (pipeline.some((stage) => stageOf(stage)[0] === "$facet"))
      throw new MongoError("BadValue", "$facet is not allowed to be used within a $facet stage");
    return [name, compileStages(pipeline, context, run)] as const;
  });
  return async function* (input) {
    const documents: Doc[] = [];
    for await (const batch of input) documents.push(...batch);
    const result: Doc = {};
    for (const [name, stage] of facets) {
      const list: Doc[] = [];
      for await (const batch of stage(once(documents))) list.push(...batch);
      result[name] = list;
    }
    yield [result];
  };
}

async function* once(documents: Doc[]): AsyncGenerator<Doc[], void, void> {
  yield documents;
}

/** Returns the context of a pipeline with the given variables. */
export function stageContext(variables: Doc, mayExceedMemory: boolean): StageContext {
  return { evaluate: createEvaluator(variables), variables, mayExceedMemory };
}
