import { asNumber, isDocument, promote, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import { compileFilter, type CompiledFilter } from "../query/matcher.ts";
import { runQuery, type Running } from "../query/run.ts";
import type { Plan } from "../query/plan.ts";
import { parseSort } from "../query/sort.ts";
import { keyPattern } from "../storage/catalog.ts";
import { startAggregation, startCount, startFind } from "./read-commands.ts";
import { collectionFor, type Command, type Request, type Server } from "./server.ts";
import { collectionName, documentList } from "./arguments.ts";

const explain: Command = {
  fields: ["explain", "verbosity"],
  run: async (request, server) => {
    const inner = request.typed["explain"];
    if (!isDocument(inner))
      throw new MongoError("TypeMismatch", "BSON field 'explain.explain' is the wrong type, expected type 'object'");
    const [name] = Object.keys(inner) as [string];
    const asked: Request = { ...request, name, body: promote(inner) as Doc, typed: inner, sequences: new Map() };
    const verbosity = String(request.body["verbosity"] ?? "allPlansExecution");
    return explainOf(asked, server, verbosity !== "queryPlanner");
  },
};

/** Returns what a command would read: its plan and, where `execute`, how much it looked at. */
export async function explainOf(request: Request, server: Server, execute: boolean): Promise<Doc> {
  switch (request.name) {
    case "find":
      return explainedFind(request, startFind(request, server), execute);
    case "count": {
      const counting = startCount(request, server);
      const counted = (async function* () {
        yield [await counting.count()];
      })();
      return explained(request, counting, execute, counted);
    }
    case "aggregate": {
      const { head, restStages, batches } = startAggregation(request, server);
      if (!head) throw unsupported("explain of a $unionWith");
      const reply = await explained(request, head, execute, batches);
      if (restStages.length === 0) return reply;
      const { queryPlanner, executionStats } = reply;
      return {
        ...reply,
        stages: [{ $cursor: { queryPlanner, ...(executionStats ? { executionStats } : {}) } }, ...restStages],
      };
    }
    case "distinct":
      return explainedFind(request, query(request, server, request.typed["query"] ?? {}, undefined, Infinity), execute);
    case "findAndModify":
    case "findandmodify":
      return explainedFind(
        request,
        query(request, server, request.typed["query"] ?? {}, request.typed["sort"], 1),
        execute,
      );
    case "update":
    case "delete": {
      const [statement] = documentList(request, request.name === "update" ? "updates" : "deletes");
      if (!statement) throw new MongoError("BadValue", "there is nothing to explain");
      const single = request.name === "update" ? statement["multi"] !== true : asNumber(statement["limit"]) === 1;
      return explainedFind(
        request,
        query(request, server, statement["q"], statement["sort"], single ? 1 : Infinity),
        execute,
      );
    }
    default:
      throw unsupported(`explain of ${request.name}`);
  }
}

function query(request: Request, server: Server, filter: unknown, sort: unknown, limit: number): Running {
  const compiled: CompiledFilter = compileFilter(filter);
  return runQuery(collectionFor(request, server, collectionName(request)), request.view, {
    filter: compiled,
    sort: parseSort(sort),
    limit,
  });
}

const explainedFind = (request: Request, running: Running, execute: boolean): Promise<Doc> =>
  explained(request, running, execute, running.batches);

async function explained(
  request: Request,
  running: Omit<Running, "batches">,
  execute: boolean,
  batches: AsyncGenerator<readonly unknown[], void, void>,
): Promise<Doc> {
  const namespace = `${request.database}.${collectionName(request)}`;
  const winningPlan = describe(running.plan);
  const reply: Doc = {
    explainVersion: "1",
    queryPlanner: { namespace, indexFilterSet: false, winningPlan, rejectedPlans: [] },
    command: request.body,
  };
  if (execute) {
    const startedAt = Date.now();
    let nReturned = 0;
    for await (const batch of batches) nReturned += batch.length;
    const { keys, documents } = running.examined;
    reply["executionStats"] = {
      executionSuccess: true,
      nReturned,
      executionTimeMillis: Date.now() - startedAt,
      totalKeysExamined: keys,
      totalDocsExamined: documents,
      executionStages: winningPlan,
    };
  } else {
    await batches.return();
  }
  return reply;
}

function describe(plan: Plan): Doc {
  const source = describeSource(plan);
  return plan.sorted ? source : { stage: "SORT", inputStage: source };
}

function describeSource(plan: Plan): Doc {
  const { index, shape, ranges } = plan;
  if (!index || !shape || !ranges) return { stage: "COLLSCAN", direction: "forward" };
  const scan: Doc = {
    stage: "IXSCAN",
    keyPattern: keyPattern(index),
    indexName: index.name,
    isMultiKey: index.multikey.includes(true),
    isUnique: index.unique,
    isPartial: index.partial !== undefined,
    direction: plan.reverse ? "backward" : "forward",
    pointFields: shape.points,
    rangeField: shape.hasRange,
    ranges: ranges.length,
  };
  const merged: Doc = plan.merge ? { stage: "SORT_MERGE", inputStage: scan } : scan;
  return plan.covered ? { stage: "PROJECTION_COVERED", inputStage: merged } : { stage: "FETCH", inputStage: merged };
}

/** The command that tells how another would be answered. */
export const explainCommands: Record<string, Command> = { explain };
