import { decodeTyped, isDocument, promote, type Doc } from "../bson/documents.ts";
import { saysDamaged } from "../data-file.ts";
import { MongoError, transient } from "../errors.ts";
import type { Message } from "../wire/message.ts";
import { refuseConcerns, refuseOptions } from "./arguments.ts";
import { catalogCommands } from "./catalog-commands.ts";
import { diagnosticCommands } from "./diagnostic-commands.ts";
import { asMongoError, errorDocument } from "./error-document.ts";
import { explainCommands, explainOf } from "./explain-command.ts";
import { readCommands } from "./read-commands.ts";
import type { Command, Request, Server } from "./server.ts";
import { sessionCommands } from "./session-commands.ts";
import { sessionId, type Session } from "./sessions.ts";
import { beginTransaction } from "./transaction.ts";
import { writeCommands } from "./write-commands.ts";

const commands: ReadonlyMap<string, Command> = new Map(
  [diagnosticCommands, readCommands, writeCommands, catalogCommands, sessionCommands, explainCommands].flatMap(
    Object.entries,
  ) as [string, Command][],
);

// What a driver may add to any command.
const anywhere = new Set([
  "$db",
  "$readPreference",
  "$clusterTime",
  "lsid",
  "txnNumber",
  "autocommit",
  "startTransaction",
  "readConcern",
  "writeConcern",
  "comment",
  "maxTimeMS",
  "apiVersion",
  "apiStrict",
  "apiDeprecationErrors",
  "stmtId",
  "stmtIds",
  "$audit",
  "$client",
  "$configServerState",
  "mayBypassWriteBlocking",
]);

const writing = new Set([
  "insert",
  "update",
  "delete",
  "findAndModify",
  "findandmodify",
  "create",
  "createIndexes",
  "collMod",
  "drop",
  "dropDatabase",
  "dropIndexes",
  "commitTransaction",
  "endSessions",
  "killSessions",
]);

const retryable = new Set(["insert", "update", "delete", "findAndModify", "findandmodify"]);

/** Carries out a client's command and returns its answer; errors are answers too. Nothing that it wrote is answered before it is on disk. */
export async function answer(message: Message, server: Server, connection: symbol): Promise<Doc> {
  let reply: Doc;
  try {
    reply = await run(message, server, connection);
    reply = { ...reply, ok: 1 };
  } catch (error) {
    if (saysDamaged(error)) server.fatal(error);
    const known = asMongoError(error);
    if (known.codeName === "InternalError")
      server.log("error", `a command failed: ${(error as Error).stack ?? String(error)}`);
    reply = errorDocument(known);
  }
  await server.store.commits.settled();
  return reply;
}

async function run(message: Message, server: Server, connection: symbol): Promise<Doc> {
  const typed = decodeTyped(message.body);
  const body = promote(typed) as Doc;
  const [name] = Object.keys(body);
  const database = typeof body["$db"] === "string" ? body["$db"] : message.database;
  const command = name === undefined ? undefined : commands.get(name);
  if (name === undefined || !command) throw new MongoError("CommandNotFound", `no such command: '${name ?? ""}'`);
  if (database === undefined || database === "" || /[\0/\\. "$]/.test(database))
    throw new MongoError("InvalidNamespace", `Invalid database name: '${database ?? ""}'`);
  for (const field of Object.keys(body)) {
    if (!command.fields.includes(field) && !anywhere.has(field)) {
      throw new MongoError("IDLUnknownField", `BSON field '${name}.${field}' is an unknown field.`);
    }
  }
  for (const field of message.sequences.keys()) {
    if (!command.fields.includes(field))
      throw new MongoError("IDLUnknownField", `BSON field '${name}.${field}' is an unknown field.`);
  }
  if (writing.has(name)) server.disk.check();
  refuseOptions(body);
  refuseConcerns(body, body["autocommit"] === false);
  const time = Number(body["maxTimeMS"] ?? 0);
  const deadline = { at: time > 0 ? Date.now() + time : Infinity };
  const request: Request = {
    name,
    database,
    body,
    typed,
    bytes: message.body,
    sequences: message.sequences,
    view: server.store.direct,
    deadline,
    connection,
  };
  const session = await enterSession(request, command, server);
  try {
    if (name === "aggregate" && body["explain"] === true) return await explainOf(request, server, false);
    return await (session ? runInSession(request, command, server, session) : command.run(request, server));
  } finally {
    deadline.at = Infinity;
  }
}

// Finds the session of a transaction's or a retryable write's command, and starts the transaction where it begins with it.
async function enterSession(request: Request, command: Command, server: Server): Promise<Session | undefined> {
  const { body, name } = request;
  const { txnNumber, autocommit } = body;
  if (txnNumber === undefined || name === "commitTransaction" || name === "abortTransaction") return undefined;
  if (typeof txnNumber !== "number") throw new MongoError("TypeMismatch", "txnNumber must be a number");
  const id = sessionId(body["lsid"]);
  if (autocommit !== false) {
    if (!retryable.has(name))
      throw new MongoError(
        "InvalidOptions",
        `txnNumber may only be provided for writes and transactions, not for ${name}`,
      );
    const session = server.sessions.advance(id, txnNumber);
    request.done = session.done;
    server.sessions.begin(session);
    return session;
  }
  if (!command.transactional) {
    throw new MongoError("OperationNotSupportedInTransaction", `Cannot run '${name}' in a multi-document transaction.`);
  }
  if (body["startTransaction"] === true) {
    const known = server.sessions.get(id);
    if (known && known.number === txnNumber && (known.transaction || known.outcome)) {
      throw new MongoError(
        "BadValue",
        `In-progress transaction with { txnNumber: ${txnNumber} } cannot be started again`,
      );
    }
    const session = server.sessions.advance(id, txnNumber);
    const transaction = await beginTransaction(server, () => {
      if (session.transaction) server.cursors.killOf(session.transaction);
      delete session.transaction;
      session.outcome ??= "aborted";
    });
    session.transaction = transaction;
  }
  const session = server.sessions.get(id);
  const transaction = session?.number === txnNumber ? session.transaction : undefined;
  if (!session || !transaction) {
    throw transient(
      "NoSuchTransaction",
      `Given transaction number ${txnNumber} does not match any in-progress transactions.`,
    );
  }
  transaction.connections.add(request.connection);
  request.transaction = transaction;
  request.view = transaction.view;
  return session;
}

async function runInSession(request: Request, command: Command, server: Server, session: Session): Promise<Doc> {
  const { transaction } = request;
  try {
    const reply = await command.run(request, server);
    // A statement that failed ends its transaction, as in MongoDB.
    if (transaction && isDocument((reply["writeErrors"] as unknown[] | undefined)?.[0])) transaction.abort();
    return reply;
  } catch (error) {
    transaction?.abort();
    throw error;
  } finally {
    if (request.done) server.sessions.keep(session);
  }
}

/** Ends the transactions whose client has gone: those that were used on this connection and on no other that is still open. */
export function connectionClosed(server: Server, connection: symbol): void {
  for (const session of server.sessions.all()) {
    const { transaction } = session;
    if (transaction?.connections.delete(connection) && transaction.connections.size === 0) transaction.abort();
  }
}
