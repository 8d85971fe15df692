import type { Database } from "../../db/collections.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import type { TestDatabase } from "./database.ts";
import { startServer, type TestServer } from "./server.ts";

/** A server that is lent to one test file after the other, with a connection to its database. */
export interface SharedServer extends TestServer {
  connection: DatabaseConnection;
}

let shared: Promise<SharedServer> | undefined;

/**
 * Lends the server that the test files of a worker share, with an empty database. A file whose server has an environment of its
 * own, or is stopped or killed, starts one instead.
 */
export async function borrowServer(): Promise<SharedServer> {
  const server = await (shared ??= startShared());
  if (server.process.exitCode !== null || server.process.signalCode !== null) throw new Error("The server has ended");
  await emptyDatabase(server.connection.database);
  const before = server.output().length;
  return { ...server, output: () => server.output().slice(before) };
}

async function startShared(): Promise<SharedServer> {
  const server = await startServer();
  const connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  // Both end when the process of the tests does, and the data with them.
  return { ...server, connection: { ...connection, close: async () => {} }, stop: async () => {} };
}

/** Lends the database of that server, empty. */
export async function borrowDatabase(): Promise<TestDatabase> {
  const { connection, dataDirectory } = await borrowServer();
  return { database: connection.database, directory: dataDirectory, close: async () => {} };
}

/** Removes every document; the collections and their indexes stay. */
export async function emptyDatabase({ db, schemaSteps }: Database): Promise<void> {
  const collections = await db.collections();
  for (const collection of collections) {
    if (collection.collectionName !== schemaSteps.collectionName) await collection.deleteMany({});
  }
}
