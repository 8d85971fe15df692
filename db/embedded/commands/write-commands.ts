import { asNumber, decodeTyped, isDocument, type Doc } from "../bson/documents.ts";
import { documentsIn } from "../bson/raw-fields.ts";
import { MongoError } from "../errors.ts";
import { compileFilter } from "../query/matcher.ts";
import { parseSort } from "../query/sort.ts";
import type { Collection } from "../storage/catalog.ts";
import { compileUpdate } from "../update/update.ts";
import { collectionName, documentField, documentList, onlyFields, refuseOptions } from "./arguments.ts";
import { compileFindProjection } from "./read-commands.ts";
import { collectionFor, type Command, type Request, type Server } from "./server.ts";
import {
  deleteDocuments,
  insertDocument,
  updateDocuments,
  type Target,
  type WriteContext,
} from "./write-statements.ts";

const mostStatements = 100_000;

/** How long, in milliseconds, statements run before other work has its turn. */
const atOnce = 30;

/** Returns the collection to write to, made where it is not there yet, as MongoDB makes it at the first write. */
export function collectionToWrite(request: Request, server: Server, name: string): Collection {
  const found = collectionFor(request, server, name);
  if (found) return found;
  if (name.startsWith("system."))
    throw new MongoError("InvalidNamespace", `cannot write to '${request.database}.${name}'`);
  const made = server.store.createCollection(request.database, name, {});
  request.transaction?.madeCollection(made);
  return made;
}

/** Returns what a request's statements write with. */
export function writeContext(request: Request, collection: Collection): WriteContext {
  return {
    view: request.view,
    collection,
    deadline: request.deadline,
    bypassValidation: request.body["bypassDocumentValidation"] === true,
  };
}

// Carries the statements out one by one; a retryable write's results are noted, and those noted before are not done again.
async function runStatements<Statement>(
  request: Request,
  statements: readonly Statement[],
  run: (statement: Statement, place: number) => Promise<Doc>,
): Promise<{ results: Doc[]; writeErrors: Doc[] }> {
  if (statements.length === 0 || statements.length > mostStatements) {
    throw new MongoError(
      "InvalidLength",
      `Write batch sizes must be between 1 and ${mostStatements}. Got ${statements.length} operations.`,
    );
  }
  const ordered = request.body["ordered"] !== false;
  const results: Doc[] = [];
  const writeErrors: Doc[] = [];
  let since = Date.now();
  for (const [place, statement] of statements.entries()) {
    if (Date.now() - since > atOnce) {
      await new Promise((resume) => setImmediate(resume));
      since = Date.now();
    }
    const earlier = request.done?.get(place);
    if (earlier) {
      results.push(earlier);
      continue;
    }
    try {
      const result = await run(statement, place);
      request.done?.set(place, result);
      results.push(result);
    } catch (error) {
      if (!(error instanceof MongoError) || error.labels.length > 0) throw error;
      writeErrors.push({ index: place, code: error.code, errmsg: error.message, ...error.details });
      if (ordered || request.transaction) break;
    }
  }
  return { results, writeErrors };
}

const total = (results: readonly Doc[], field: string): number =>
  results.reduce((sum, result) => sum + Number(result[field] ?? 0), 0);

const withErrors = (reply: Doc, writeErrors: Doc[]): Doc =>
  writeErrors.length > 0 ? { ...reply, writeErrors } : reply;

const insert: Command = {
  fields: ["insert", "documents", "ordered", "bypassDocumentValidation"],
  transactional: true,
  run: async (request, server) => {
    const name = collectionName(request);
    const documents = request.sequences.get("documents") ?? documentsIn(request.bytes, "documents");
    if (!documents)
      throw new MongoError("TypeMismatch", "BSON field 'insert.documents' is the wrong type, expected objects");
    const context = writeContext(request, collectionToWrite(request, server, name));
    const { results, writeErrors } = await server.store.commits.during(() =>
      runStatements(request, documents, async (bytes) => {
        await insertDocument(context, bytes);
        return { n: 1 };
      }),
    );
    return withErrors({ n: total(results, "n") }, writeErrors);
  },
};

const update: Command = {
  fields: ["update", "updates", "ordered", "bypassDocumentValidation", "let"],
  transactional: true,
  run: async (request, server) => {
    const name = collectionName(request);
    const { results, writeErrors } = await runStatements(request, documentList(request, "updates"), (statement) =>
      updateOne(request, server, name, statement),
    );
    const upserted = results.flatMap((result, index) =>
      "upserted" in result ? [{ index, _id: result["upserted"] }] : [],
    );
    const reply: Doc = { n: total(results, "n"), nModified: total(results, "nModified") };
    return withErrors(upserted.length > 0 ? { ...reply, upserted } : reply, writeErrors);
  },
};

async function updateOne(request: Request, server: Server, name: string, statement: Doc): Promise<Doc> {
  onlyFields(
    statement,
    ["q", "u", "multi", "upsert", "arrayFilters", "hint", "collation", "c", "sort"],
    "update.updates",
  );
  refuseOptions(statement);
  const target = targetOf(statement["q"], statement["multi"] === true, statement["hint"], statement["sort"]);
  const change = compileUpdate(statement["u"], target.filter.filter, target.multi);
  const upsert = statement["upsert"] === true;
  const collection = upsert ? collectionToWrite(request, server, name) : collectionFor(request, server, name);
  if (!collection) return { n: 0, nModified: 0 };
  const { matched, modified, upserted } = await updateDocuments(
    writeContext(request, collection),
    target,
    change,
    upsert,
  );
  return upserted === undefined ? { n: matched, nModified: modified } : { n: 1, nModified: 0, upserted };
}

function targetOf(filter: unknown, multi: boolean, hint: unknown, sort: unknown): Target {
  const target: Target = { filter: compileFilter(filter), sort: parseSort(sort), multi };
  if (hint !== undefined) target.hint = hint;
  return target;
}

const remove: Command = {
  fields: ["delete", "deletes", "ordered", "let"],
  transactional: true,
  run: async (request, server) => {
    const name = collectionName(request);
    const { results, writeErrors } = await runStatements(
      request,
      documentList(request, "deletes"),
      async (statement) => {
        onlyFields(statement, ["q", "limit", "hint", "collation"], "delete.deletes");
        refuseOptions(statement);
        const limit = asNumber(statement["limit"]);
        if (limit !== 0 && limit !== 1)
          throw new MongoError(
            "FailedToParse",
            `The limit field in delete objects must be 0 or 1. Got ${String(limit)}`,
          );
        const target = targetOf(statement["q"], limit === 0, statement["hint"], undefined);
        const collection = collectionFor(request, server, name);
        if (!collection) return { n: 0 };
        return { n: (await deleteDocuments(writeContext(request, collection), target)).removed };
      },
    );
    return withErrors({ n: total(results, "n") }, writeErrors);
  },
};

const findAndModify: Command = {
  fields: [
    "findAndModify",
    "findandmodify",
    "query",
    "sort",
    "remove",
    "update",
    "new",
    "fields",
    "upsert",
    "arrayFilters",
    "hint",
    "bypassDocumentValidation",
    "collation",
    "let",
  ],
  transactional: true,
  run: async (request, server) => {
    const earlier = request.done?.get(0);
    if (earlier) return earlier;
    const reply = await findOneAndModify(request, server);
    request.done?.set(0, reply);
    return reply;
  },
};

async function findOneAndModify(request: Request, server: Server): Promise<Doc> {
  const { body, typed } = request;
  const name = collectionName(request);
  const target = targetOf(documentField(typed, "query"), false, typed["hint"], typed["sort"]);
  const project = compileFindProjection(typed["fields"]);
  const shown = (bytes: Buffer | undefined): Doc | null =>
    bytes ? decodeTyped(project ? project(bytes) : bytes) : null;
  if (body["remove"] === true) {
    if (body["update"] !== undefined || body["upsert"] === true)
      throw new MongoError("FailedToParse", "Cannot specify both an update and remove=true");
    const collection = collectionFor(request, server, name);
    const { removed, last } = collection
      ? await deleteDocuments(writeContext(request, collection), target)
      : { removed: 0, last: undefined };
    return { lastErrorObject: { n: removed }, value: shown(last) };
  }
  if (!isDocument(typed["update"]) && !Array.isArray(typed["update"]))
    throw new MongoError("FailedToParse", "Either an update or remove=true must be specified");
  const change = compileUpdate(typed["update"], target.filter.filter, false);
  const upsert = body["upsert"] === true;
  const collection = upsert ? collectionToWrite(request, server, name) : collectionFor(request, server, name);
  if (!collection) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
  const { matched, before, after, upserted } = await updateDocuments(
    writeContext(request, collection),
    target,
    change,
    upsert,
  );
  const value = shown(body["new"] === true ? after : before);
  if (upserted === undefined) return { lastErrorObject: { n: matched, updatedExisting: matched > 0 }, value };
  return { lastErrorObject: { n: 1, updatedExisting: false, upserted }, value };
}

/** The commands that change documents. */
export const writeCommands: Record<string, Command> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
};
