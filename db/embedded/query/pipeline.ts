import { asNumber, isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { comparedFields, compileExpression, Sum } from "./expressions.ts";
import { lookupStage } from "./lookup.ts";
import { compileFilter } from "./matcher.ts";
import { compileProjection } from "./project.ts";
import { createSorter, parseSort } from "./sort.ts";
import type { Stage, Surroundings } from "./stage.ts";

const made: Record<string, (argument: unknown, surroundings: Surroundings) => Stage> = {
  $match: (filter) => {
    const { matches } = compileFilter(filter);
    return each((batch) => batch.filter(matches));
  },
  $project: (spec) => {
    const project = compileProjection(spec);
    return each((batch) => batch.map(project));
  },
  $sort: (spec) => {
    const sort = parseSort(spec);
    if (sort.length === 0) throw new MongoError("BadValue", "$sort stage must have at least one sort key");
    return async function* (input) {
      const sorter = createSorter<Doc>(sort, Infinity);
      // What a decoded document takes is not known here; a round number stands for it.
      for await (const batch of input) for (const document of batch) sorter.add(document, document, 500);
      yield sorter.sorted();
    };
  },
  $skip: (spec) => {
    let left = wholeNumber(spec, "$skip", 0);
    return each((batch) => {
      const kept = batch.slice(left);
      left -= batch.length - kept.length;
      return kept;
    });
  },
  $limit: (spec) => {
    let left = wholeNumber(spec, "$limit", 1);
    return async function* (input) {
      for await (const batch of input) {
        yield batch.slice(0, left);
        left -= batch.length;
        if (left <= 0) return;
      }
    };
  },
  $count: (name) => {
    const field = countedField(name);
    return async function* (input) {
      let count = 0;
      for await (const batch of input) count += batch.length;
      if (count > 0) yield [{ [field]: count }];
    };
  },
  $group: groupStage,
  $lookup: lookupStage,
};

const elsewhere =
  /^\$(addFields|bucket|bucketAuto|changeStream|collStats|currentOp|densify|documents|facet|fill|geoNear|graphLookup|indexStats|listSessions|merge|out|planCacheStats|redact|replaceRoot|replaceWith|sample|search|set|setWindowFields|sortByCount|unset|unwind)$/;

/** Returns the name and the argument of a pipeline's stage; fails where it has not exactly one field. */
export function stageOf(stage: unknown): [name: string, argument: unknown] {
  const entries = isDocument(stage) ? Object.entries(stage) : [];
  if (entries.length !== 1) {
    throw new MongoError("Location40323", "A pipeline stage specification object must contain exactly one field.");
  }
  return entries[0]!;
}

/** Returns the stages made ready, one behind the other; fails, before anything runs, on what is not supported. */
export function compileStages(pipeline: readonly unknown[], surroundings: Surroundings): Stage {
  const stages = pipeline.map((stage) => {
    const [name, argument] = stageOf(stage);
    const make = Object.hasOwn(made, name) ? made[name] : undefined;
    if (make) return make(argument, surroundings);
    if (elsewhere.test(name)) throw unsupported(`the stage ${name}`);
    throw new MongoError("Location40324", `Unrecognized pipeline stage name: '${name}'`);
  });
  return (input) => stages.reduce((stream, stage) => stage(stream), input);
}

function each(change: (batch: Doc[]) => Doc[]): Stage {
  return async function* (input) {
    for await (const batch of input) {
      const changed = change(batch);
      if (changed.length > 0) yield changed;
    }
  };
}

/** Returns a count of documents that a client gave; fails on negative and fractional ones. */
export function wholeNumber(value: unknown, what: string, least: number): number {
  const number = asNumber(value);
  if (number === undefined || !Number.isInteger(number) || number < least) {
    throw new MongoError("BadValue", `invalid argument to ${what}: expected an integer of at least ${least}`);
  }
  return number;
}

/** Returns the field that a `$count` names; fails where it is none. */
export function countedField(name: unknown): string {
  if (typeof name !== "string" || name === "" || name.startsWith("$") || name.includes(".")) {
    throw new MongoError("BadValue", "the count field must be a non-empty string without '$' and '.'");
  }
  return name;
}

/** A `$group` of all documents in one: the constant that is its `_id`, and what it sums by field. */
export interface Group {
  id: unknown;
  sums: [field: string, summand: unknown][];
}

/** Returns a `$group`'s parts; fails where it makes several groups, or has other accumulators than `$sum` and `$count`. */
export function parseGroup(spec: unknown): Group {
  if (!isDocument(spec) || !("_id" in spec))
    throw new MongoError("BadValue", "a group specification must include an _id");
  const { _id: id, ...fields } = spec;
  if ((typeof id === "string" && id.startsWith("$")) || isDocument(id) || Array.isArray(id))
    throw unsupported("a $group by anything but a constant");
  const sums = Object.entries(fields).map(([field, value]): [string, unknown] => {
    if (field.includes(".")) throw new MongoError("BadValue", `The field name '${field}' cannot contain '.'`);
    const [[operator, summand] = [], ...more] = isDocument(value) ? Object.entries(value) : [];
    if (operator === undefined || more.length > 0)
      throw new MongoError("BadValue", `The field '${field}' must be an accumulator object`);
    if (operator === "$count") return [field, 1];
    if (operator === "$sum") return [field, summand];
    throw unsupported(`the accumulator ${operator}`);
  });
  return { id, sums };
}

function groupStage(spec: unknown): Stage {
  const { id, sums } = parseGroup(spec);
  const summands = sums.map(([, summand]) => compileExpression(summand));
  return async function* (input) {
    let any = false;
    const totals = sums.map(() => new Sum());
    for await (const batch of input) {
      for (const document of batch) {
        any = true;
        for (const [place, summand] of summands.entries()) totals[place]!.add(summand(document));
      }
    }
    if (any)
      yield [Object.fromEntries([["_id", id], ...sums.map(([field], place) => [field, totals[place]!.result()])])];
  };
}

/** Returns the fields that the stages look at, or undefined where a document, or one's value, may come out of them. */
export function neededFields([stage]: readonly unknown[]): Set<string> | undefined {
  if (stage === undefined) return undefined;
  const [name, argument] = stageOf(stage);
  if (name === "$count") return new Set();
  if (name !== "$group") return undefined;
  const fields = parseGroup(argument).sums.map(([, summand]) => comparedFields(summand));
  return fields.every((some) => some !== undefined) ? new Set(fields.flat()) : undefined;
}
