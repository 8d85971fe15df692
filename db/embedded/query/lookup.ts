import { isDocument, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import { checkExpression } from "./check-expression.ts";
import { valuesAt } from "./paths.ts";
import type { RunPipeline } from "./pipeline.ts";
import type { Stage, StageContext } from "./stages.ts";

/** Returns a `$lookup`: for each document the other collection is asked, by its index where it has one. */
export function lookupStage(spec: unknown, context: StageContext, run: RunPipeline): Stage {
  if (!isDocument(spec)) throw new MongoError("FailedToParse", "the $lookup specification must be an object");
  const { from, localField, foreignField, as, pipeline = [], let: bindings = {}, ...unknown } = spec;
  if (typeof from !== "string" || typeof as !== "string" || Object.keys(unknown).length > 0) {
    throw new MongoError(
      "FailedToParse",
      "$lookup needs 'from' and 'as', and knows localField, foreignField, let and pipeline",
    );
  }
  if (!Array.isArray(pipeline) || !isDocument(bindings))
    throw new MongoError("FailedToParse", "'pipeline' must be an array and 'let' an object");
  if (
    (localField === undefined) !== (foreignField === undefined) ||
    (localField === undefined && !("pipeline" in spec))
  ) {
    throw new MongoError(
      "FailedToParse",
      "$lookup requires both or neither of 'localField' and 'foreignField', or a 'pipeline'",
    );
  }
  checkExpression(Object.values(bindings), new Set(Object.keys(context.variables)));
  if (as.includes("."))
    throw new MongoError("NotImplemented", "a dotted 'as' in $lookup is not supported by this embedded database");
  return async function* (input) {
    for await (const batch of input) {
      const joined: Doc[] = [];
      for (const document of batch) {
        const bound = Object.entries(bindings).map(([name, expression]) => [
          name,
          context.evaluate(document, expression),
        ]);
        const variables: Doc = { ...context.variables, ...(Object.fromEntries(bound) as Doc) };
        const match =
          typeof localField === "string"
            ? [{ $match: { [foreignField as string]: { $in: localValues(document, localField) } } }]
            : [];
        const found: Doc[] = [];
        for await (const part of run(from, [...match, ...(pipeline as Doc[])], variables)) found.push(...part);
        joined.push({ ...document, [as]: found });
      }
      yield joined;
    }
  };
}

function localValues(document: Doc, path: string): unknown[] {
  const values = valuesAt(document, path.split(".")).flatMap((value: unknown): unknown[] =>
    Array.isArray(value) ? value : [value ?? null],
  );
  return values.length === 0 ? [null] : values;
}

/** Returns a `$unionWith`: the documents of another collection's pipeline come after these. */
export function unionStage(spec: unknown, context: StageContext, run: RunPipeline): Stage {
  const { coll, pipeline = [], ...unknown } = (isDocument(spec) ? spec : { coll: spec }) as Doc;
  if (typeof coll !== "string" || !Array.isArray(pipeline) || Object.keys(unknown).length > 0) {
    throw new MongoError("FailedToParse", "$unionWith needs a collection, and knows 'coll' and 'pipeline'");
  }
  return async function* (input) {
    yield* toGenerator(input);
    yield* run(coll, pipeline as Doc[], context.variables);
  };
}

async function* toGenerator(input: AsyncIterable<Doc[]>): AsyncGenerator<Doc[], void, void> {
  for await (const batch of input) yield batch;
}
