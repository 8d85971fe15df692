import { MongoClient } from "mongodb";
import { collectionsOf, type Database } from "./collections.ts";
import { startEmbeddedDatabase } from "./embedded/index.ts";
import { prepareSchema } from "./schema.ts";

/** Where the data is: a MongoDB deployment, or a folder for the embedded database. */
export interface DatabaseLocation {
  /** MongoDB connection string; undefined means the embedded database. */
  uri: string | undefined;
  /** Folder of the embedded database. */
  directory: string;
}

/** An open database and how to let go of it. */
export interface DatabaseConnection {
  database: Database;
  close(): Promise<void>;
}

type Log = (level: "info" | "warn" | "error", message: string) => void;

/**
 * Connects, and makes validators and indexes before it resolves; rejects when the database can't be reached. `ended` is called where an
 * embedded database that this process keeps has come to an end by itself.
 */
export async function openDatabase(
  location: DatabaseLocation,
  log?: Log,
  ended?: () => void,
): Promise<DatabaseConnection> {
  const embedded = location.uri
    ? null
    : await startEmbeddedDatabase({ directory: location.directory, ...(log && { log }), ...(ended && { ended }) });
  const client = new MongoClient(location.uri ?? embedded!.uri, {
    ignoreUndefined: true,
    serverSelectionTimeoutMS: 5_000,
    writeConcern: { w: "majority" },
    readConcern: { level: "majority" },
  });
  const close = async () => {
    await client.close();
    await embedded?.close();
  };
  try {
    await client.connect();
    const database = collectionsOf(client, client.db(location.uri ? undefined : "followUps"));
    await prepareSchema(database);
    return { database, close };
  } catch (error) {
    await close();
    throw error;
  }
}
