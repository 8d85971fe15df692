import { MongoClient, type ReadPreferenceMode } from "mongodb";
import { drainClosingSockets } from "./closing-sockets.ts";
import { collectionsOf, type Database } from "./collections.ts";
import { startEmbeddedDatabase } from "./embedded/index.ts";
import { watchHeartbeat } from "./heartbeat.ts";
import type { Log } from "./run-steps.ts";
import { prepareSchema } from "./schema-steps.ts";

/** Where the data is: a MongoDB deployment, or a folder for the embedded database. */
export interface DatabaseLocation {
  /** MongoDB connection string; undefined means the embedded database. */
  uri: string | undefined;
  /** Folder of the embedded database. */
  directory: string;
  /** Whom a deployment asks where the answer may be late; the primary where nothing is said. */
  readPreference?: ReadPreferenceMode;
}

/** An open database and how to let go of it. */
export interface DatabaseConnection {
  database: Database;
  /** True while the database is slow to answer anything, or doesn't. */
  isSlow(): boolean;
  close(): Promise<void>;
}

/**
 * A database that is silent is found out within three seconds, as its heartbeat has to be answered; what waits for it then fails, and
 * is tried once more for as long as the selection of a server takes. Together that is less than five seconds.
 */
const IMPATIENT = {
  heartbeatFrequencyMS: 500,
  connectTimeoutMS: 2_500,
  serverSelectionTimeoutMS: 1_500,
  waitQueueTimeoutMS: 2_500,
} as const;

/** Connections of each process to each server of a deployment; one of them waits in the change stream. */
const MOST_CONNECTIONS = 100;

drainClosingSockets();

/**
 * Connects, and makes validators and indexes before it resolves; rejects when the database can't be reached. `watch` is
 * given the client before it connects, and may listen to its commands.
 */
export async function openDatabase(
  location: DatabaseLocation,
  log?: Log,
  watch?: (client: MongoClient) => void,
): Promise<DatabaseConnection> {
  const embedded = location.uri
    ? null
    : await startEmbeddedDatabase({ directory: location.directory, ...(log && { log }) });
  const client = new MongoClient(location.uri ?? embedded!.uri, {
    ...IMPATIENT,
    maxPoolSize: MOST_CONNECTIONS,
    ignoreUndefined: true,
    monitorCommands: watch !== undefined,
    writeConcern: { w: "majority" },
    readConcern: { level: "majority" },
  });
  const isSlow = watchHeartbeat(client);
  watch?.(client);
  const close = async () => {
    await client.close();
    await embedded?.close();
  };
  try {
    await client.connect();
    const database = collectionsOf(client, client.db(location.uri ? undefined : "followUps"), location.readPreference);
    await prepareSchema(database, log);
    return { database, isSlow, close };
  } catch (error) {
    await close();
    throw error;
  }
}
