import { Long } from "bson";
import { decode, decodeTyped, encode, isDocument, type Doc } from "../bson/documents.ts";
import { encodeKey } from "../bson/key-encoding.ts";
import { MongoError, unsupported } from "../errors.ts";
import { parsePipeline, startAggregate, type Aggregation } from "../query/compile-aggregate.ts";
import { compileFilter } from "../query/matcher.ts";
import { createEvaluator } from "../query/operators.ts";
import { valuesAt } from "../query/paths.ts";
import { compileProjection } from "../query/project.ts";
import { projectionOfBytes } from "../query/pipeline-head.ts";
import { runCount, runQuery, type Counting, type Running } from "../query/run.ts";
import type { Found } from "../query/scan.ts";
import { parseSort } from "../query/sort.ts";
import { collectionName, documentField, letVariables, numberField, refuseCollation } from "./arguments.ts";
import type { CursorBatch, Source } from "./cursors.ts";
import { collectionFor, type Command, type Request, type Server } from "./server.ts";

/** Returns the function that gives a stored document's projected bytes, or undefined where all of it is wanted. */
export function compileFindProjection(spec: unknown): ((bytes: Buffer) => Buffer) | undefined {
  if (spec === undefined || !isDocument(spec) || Object.keys(spec).length === 0) return undefined;
  const ofBytes = projectionOfBytes(spec);
  if (ofBytes) return ofBytes;
  const projection = compileProjection(spec, true);
  const evaluate = createEvaluator();
  return (bytes) => encode(projection.apply(projection.computes ? decode(bytes) : decodeTyped(bytes), evaluate));
}

const hintOf = (body: Doc): { hint?: unknown } => (body["hint"] === undefined ? {} : { hint: body["hint"] });

/** Starts a find; its documents come as BSON, not yet skipped or projected. */
export function startFind(request: Request, server: Server): Running & { skip: number } {
  const { body } = request;
  refuseCollation(body);
  for (const field of ["tailable", "awaitData", "min", "max", "returnKey", "showRecordId"]) {
    if (body[field]) throw unsupported(`'${field}' of find`);
  }
  const skip = numberField(body, "skip", 0);
  const limit = Math.abs(numberField(body, "limit", 0)) || Infinity;
  if (skip < 0) throw new MongoError("BadValue", "Skip value must be non-negative");
  const filter = compileFilter(documentField(body, "filter"), letVariables(body));
  const wish = {
    filter,
    sort: parseSort(body["sort"]),
    limit: skip + limit,
    deadline: request.deadline,
    ...hintOf(body),
  };
  const collection = collectionFor(request, server, collectionName(request));
  return { ...runQuery(collection, request.view, wish, { mayExceedMemory: body["allowDiskUse"] === true }), skip };
}

async function* findSource(
  batches: AsyncGenerator<Found[], void, void>,
  skip: number,
  project: ((bytes: Buffer) => Buffer) | undefined,
): Source {
  let left = skip;
  for await (const batch of batches) {
    const kept = left > 0 ? batch.slice(left) : batch;
    left = Math.max(0, left - batch.length);
    if (kept.length > 0) yield kept.map(({ bytes }) => (project ? project(bytes!) : bytes!));
  }
}

const find: Command = {
  fields: [
    "find",
    "filter",
    "sort",
    "projection",
    "hint",
    "skip",
    "limit",
    "batchSize",
    "singleBatch",
    "let",
    "collation",
    "allowDiskUse",
    "noCursorTimeout",
    "allowPartialResults",
    "tailable",
    "awaitData",
    "oplogReplay",
    "min",
    "max",
    "returnKey",
    "showRecordId",
  ],
  transactional: true,
  run: async (request, server) => {
    const { body } = request;
    const project = compileFindProjection(body["projection"]);
    const { batches, skip } = startFind(request, server);
    const single = body["singleBatch"] === true || numberField(body, "limit", 0) < 0;
    const namespace = `${request.database}.${collectionName(request)}`;
    const size = numberField(body, "batchSize", 101);
    return {
      cursor: await server.cursors.open(
        namespace,
        findSource(batches, skip, project),
        size,
        single,
        request.transaction,
      ),
    };
  },
};

/** Starts an aggregation of one collection. */
export function startAggregation(request: Request, server: Server): Aggregation {
  const { body } = request;
  refuseCollation(body);
  if (body["aggregate"] === 1) throw unsupported("an aggregation without a collection");
  const collection = collectionFor(request, server, collectionName(request));
  return startAggregate(collection, request.view, parsePipeline(body["pipeline"]), {
    deadline: request.deadline,
    ...hintOf(body),
    mayExceedMemory: body["allowDiskUse"] !== false,
    variables: letVariables(body),
    resolve: (name) => collectionFor(request, server, name),
  });
}

const aggregate: Command = {
  fields: [
    "aggregate",
    "pipeline",
    "cursor",
    "hint",
    "let",
    "allowDiskUse",
    "collation",
    "bypassDocumentValidation",
    "explain",
  ],
  transactional: true,
  run: async (request, server) => {
    const { body } = request;
    if (!isDocument(body["cursor"]))
      throw new MongoError(
        "FailedToParse",
        "The 'cursor' option is required, except for aggregate with the explain argument",
      );
    const { batches } = startAggregation(request, server);
    const namespace = `${request.database}.${collectionName(request)}`;
    return {
      cursor: await server.cursors.open(
        namespace,
        batches,
        numberField(body["cursor"], "batchSize", 101),
        false,
        request.transaction,
      ),
    };
  },
};

/** Starts a count: where an index has all the fields of the filter, no document is read. */
export function startCount(request: Request, server: Server): Counting & { skip: number } {
  const { body } = request;
  refuseCollation(body);
  const skip = numberField(body, "skip", 0);
  const limit = Math.abs(numberField(body, "limit", 0)) || Infinity;
  const wish = {
    filter: compileFilter(documentField(body, "query")),
    limit: skip + limit,
    deadline: request.deadline,
    ...hintOf(body),
  };
  return { ...runCount(collectionFor(request, server, collectionName(request)), request.view, wish), skip };
}

const count: Command = {
  fields: ["count", "query", "limit", "skip", "hint", "collation", "fields"],
  transactional: true,
  run: async (request, server) => {
    const { count: all, skip } = startCount(request, server);
    return { n: Math.max(0, (await all()) - skip) };
  },
};

const distinct: Command = {
  fields: ["distinct", "key", "query", "collation", "hint"],
  transactional: true,
  run: async (request, server) => {
    const { body } = request;
    refuseCollation(body);
    const { key } = body;
    if (typeof key !== "string" || key === "")
      throw new MongoError("TypeMismatch", "BSON field 'distinct.key' must be a string");
    const needed = new Set([key]);
    const wish = {
      filter: compileFilter(documentField(body, "query")),
      sort: [],
      limit: Infinity,
      needed,
      deadline: request.deadline,
      ...hintOf(body),
    };
    const { batches } = runQuery(collectionFor(request, server, collectionName(request)), request.view, wish);
    const values = new Map<string, unknown>();
    for await (const batch of batches) {
      for (const { document } of batch) {
        for (const value of valuesAt(document, key.split(".")).flatMap((one: unknown): unknown[] =>
          Array.isArray(one) ? one : [one],
        )) {
          if (value !== undefined) values.set(encodeKey(value).toString("latin1"), value);
        }
      }
    }
    return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
  },
};

function cursorId(value: unknown): Long {
  if (value instanceof Long) return value;
  if (typeof value === "number") return Long.fromNumber(value);
  throw new MongoError("TypeMismatch", "a cursor id must be of type 'long'");
}

const getMore: Command = {
  fields: ["getMore", "collection", "batchSize"],
  transactional: true,
  run: async (request, server): Promise<{ cursor: CursorBatch }> => {
    const namespace = `${request.database}.${collectionName(request, "collection")}`;
    const size = numberField(request.body, "batchSize", 0) || Infinity;
    return { cursor: await server.cursors.more(cursorId(request.typed["getMore"]), namespace, size) };
  },
};

const killCursors: Command = {
  fields: ["killCursors", "cursors"],
  transactional: true,
  run: ({ typed }, { cursors }) => {
    const ids = Array.isArray(typed["cursors"]) ? typed["cursors"].map(cursorId) : [];
    const killed = ids.filter((id) => cursors.kill(id));
    const unknown = ids.filter((id) => !killed.includes(id));
    return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] };
  },
};

/** The commands that read documents. */
export const readCommands: Record<string, Command> = { find, aggregate, count, distinct, getMore, killCursors };
