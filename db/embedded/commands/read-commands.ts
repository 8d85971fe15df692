import { Long } from "bson";
import { encode, isDocument, type Doc } from "../bson/documents.ts";
import { encodeKey } from "../bson/key-encoding.ts";
import { MongoError, unsupported } from "../errors.ts";
import { checkPath } from "../query/check-filter.ts";
import { parsePipeline, startAggregate, type Aggregation } from "../query/compile-aggregate.ts";
import { compileFilter } from "../query/matcher.ts";
import { valuesAt } from "../query/paths.ts";
import { stageOf } from "../query/pipeline.ts";
import { compileBytesProjection } from "../query/project.ts";
import { runCount, runQuery, type Counting, type Running } from "../query/run.ts";
import type { Found } from "../query/scan.ts";
import { parseSort } from "../query/sort.ts";
import { collectionName, documentField, numberField } from "./arguments.ts";
import type { CursorBatch, Source } from "./cursors.ts";
import { collectionFor, type Command, type Request, type Server } from "./server.ts";

/** Returns the function that gives a stored document's projected bytes, or undefined where all of it is wanted. */
export function compileFindProjection(spec: unknown): ((bytes: Buffer) => Buffer) | undefined {
  const isWhole = spec === undefined || (isDocument(spec) && Object.keys(spec).length === 0);
  return isWhole ? undefined : compileBytesProjection(spec);
}

const mostBytes = 16 * 1024 * 1024;

const hintOf = (body: Doc): { hint?: unknown } => (body["hint"] === undefined ? {} : { hint: body["hint"] });

const limitOf = (body: Doc): number => Math.abs(numberField(body, "limit", 0)) || Infinity;

function skipOf(body: Doc): number {
  const skip = numberField(body, "skip", 0);
  if (skip < 0) throw new MongoError("BadValue", "Skip value must be non-negative");
  return skip;
}

/** Starts a find; its documents come as BSON, not yet skipped or projected. */
export function startFind(request: Request, server: Server): Running & { skip: number } {
  const { body, typed } = request;
  const skip = skipOf(body);
  const wish = {
    filter: compileFilter(documentField(typed, "filter")),
    sort: parseSort(typed["sort"]),
    limit: skip + limitOf(body),
    deadline: request.deadline,
    ...hintOf(body),
  };
  const collection = collectionFor(request, server, collectionName(request));
  return { ...runQuery(collection, request.view, wish), skip };
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
    "collation",
    "let",
    "allowDiskUse",
    "noCursorTimeout",
    "allowPartialResults",
  ],
  transactional: true,
  run: async (request, server) => {
    const { body, typed } = request;
    const project = compileFindProjection(typed["projection"]);
    const { batches, skip } = startFind(request, server);
    const single = body["singleBatch"] === true || numberField(body, "limit", 0) < 0;
    const namespace = `${request.database}.${collectionName(request)}`;
    const size = numberField(body, "batchSize", 101);
    const source = findSource(batches, skip, project);
    return { cursor: await server.cursors.open(namespace, source, size, single, request.transaction) };
  },
};

/** Starts an aggregation of one collection. */
export function startAggregation(request: Request, server: Server): Aggregation {
  const { body, typed } = request;
  if (body["aggregate"] === 1) throw unsupported("an aggregation without a collection");
  const { view: reader, deadline } = request;
  const collectionOf = (name: string) => collectionFor(request, server, name);
  const pipeline = parsePipeline(typed["pipeline"]);
  if (request.transaction && pipeline.some((stage) => stageOf(stage)[0] === "$unionWith")) {
    throw new MongoError("OperationNotSupportedInTransaction", "$unionWith can't be used in a transaction");
  }
  return startAggregate(
    collectionOf(collectionName(request)),
    pipeline,
    { reader, collectionOf, deadline },
    body["hint"],
  );
}

const aggregate: Command = {
  fields: ["aggregate", "pipeline", "cursor", "hint", "collation", "let", "allowDiskUse", "explain"],
  transactional: true,
  run: async (request, server) => {
    const { cursor } = request.body;
    if (!isDocument(cursor))
      throw new MongoError(
        "FailedToParse",
        "The 'cursor' option is required, except for aggregate with the explain argument",
      );
    const { batches } = startAggregation(request, server);
    const namespace = `${request.database}.${collectionName(request)}`;
    const size = numberField(cursor, "batchSize", 101);
    return { cursor: await server.cursors.open(namespace, batches, size, false, request.transaction) };
  },
};

/** Starts a count: where an index has all the fields of the filter, no document is read. */
export function startCount(request: Request, server: Server): Counting & { skip: number } {
  const { body, typed } = request;
  const skip = skipOf(body);
  const wish = {
    filter: compileFilter(documentField(typed, "query")),
    limit: skip + limitOf(body),
    deadline: request.deadline,
    ...hintOf(body),
  };
  return { ...runCount(collectionFor(request, server, collectionName(request)), request.view, wish), skip };
}

const count: Command = {
  fields: ["count", "query", "limit", "skip", "hint", "collation"],
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
    const { body, typed } = request;
    const { key } = body;
    if (typeof key !== "string" || key === "")
      throw new MongoError("TypeMismatch", "BSON field 'distinct.key' must be a string");
    checkPath(key);
    const wish = {
      filter: compileFilter(documentField(typed, "query")),
      sort: [],
      limit: Infinity,
      deadline: request.deadline,
      ...hintOf(body),
    };
    const { batches } = runQuery(collectionFor(request, server, collectionName(request)), request.view, wish);
    const values = new Map<string, unknown>();
    for await (const batch of batches) {
      for (const { document } of batch) {
        for (const found of valuesAt(document, key.split("."))) {
          for (const value of Array.isArray(found) ? (found as unknown[]) : [found])
            if (value !== undefined) values.set(encodeKey(value).toString("latin1"), value);
        }
      }
    }
    const reply = { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
    if (encode(reply).length > mostBytes) throw new MongoError("Location17217", "distinct too big, 16mb cap");
    return reply;
  },
};

function cursorId(value: unknown): Long {
  if (value instanceof Long) return value;
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
