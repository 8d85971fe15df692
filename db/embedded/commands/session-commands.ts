import type { Doc } from "../bson/documents.ts";
import { MongoError, transient } from "../errors.ts";
import { sessionId, type Session } from "./sessions.ts";
import type { Command, Request, Server } from "./server.ts";

const sessionIds = (list: unknown): string[] => (Array.isArray(list) ? list.map(sessionId) : []);

const endSessions: Command = {
  fields: ["endSessions"],
  run: ({ body }, { sessions }) => {
    sessions.end(sessionIds(body["endSessions"]));
    return {};
  },
};

const nothing = (name: string): Command => ({ fields: [name], run: () => ({}) });

const killSessions: Command = {
  fields: ["killSessions"],
  run: ({ body }, { sessions }) => {
    sessions.end(sessionIds(body["killSessions"]));
    return {};
  },
};

function sessionOf(request: Request, server: Server): Session {
  const { lsid, txnNumber, autocommit } = request.body;
  if (lsid === undefined || typeof txnNumber !== "number" || autocommit !== false) {
    throw new MongoError("InvalidOptions", `${request.name} must be run within a transaction`);
  }
  const session = server.sessions.get(sessionId(lsid));
  if (session && session.number > txnNumber)
    throw new MongoError("TransactionTooOld", `txnNumber ${txnNumber} is older than ${session.number}`);
  if (!session || session.number < txnNumber)
    throw transient(
      "NoSuchTransaction",
      `Given transaction number ${txnNumber} does not match any in-progress transactions.`,
    );
  return session;
}

const commitTransaction: Command = {
  fields: ["commitTransaction", "recoveryToken"],
  run: (request, server): Doc => {
    const session = sessionOf(request, server);
    const { transaction } = session;
    if (!transaction) {
      // Asked again after a lost answer: what was committed is not committed twice, and not denied.
      if (session.outcome === "committed") return {};
      throw transient("NoSuchTransaction", `Transaction with { txnNumber: ${session.number} } has been aborted.`);
    }
    session.outcome = "committed";
    server.sessions.keep(session);
    transaction.commit();
    return {};
  },
};

const abortTransaction: Command = {
  fields: ["abortTransaction", "recoveryToken"],
  run: (request, server): Doc => {
    const session = sessionOf(request, server);
    if (session.outcome === "committed")
      throw new MongoError("TransactionCommitted", "Transaction has been committed.");
    if (!session.transaction)
      throw transient("NoSuchTransaction", `Transaction with { txnNumber: ${session.number} } has been aborted.`);
    session.outcome = "aborted";
    session.transaction.abort();
    return {};
  },
};

/** The commands about sessions and the ends of transactions. */
export const sessionCommands: Record<string, Command> = {
  endSessions,
  refreshSessions: nothing("refreshSessions"),
  startSession: nothing("startSession"),
  killSessions,
  commitTransaction,
  abortTransaction,
};
