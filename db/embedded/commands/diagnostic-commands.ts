import { arch, cpus, hostname, platform, release, totalmem } from "node:os";
import { Long, ObjectId } from "bson";
import { unsupported } from "../errors.ts";
import { recordOf } from "../storage/layout.ts";
import { existing } from "../storage/store.ts";
import { collectionName } from "./arguments.ts";
import type { Doc } from "../bson/documents.ts";
import type { Command, Server } from "./server.ts";

const version = "7.0.0";
const processId = new ObjectId();

/** Returns the answer to a client's first question: what this server is and what it can take. */
export function helloReply(server: Server, legacy: boolean): Doc {
  return {
    helloOk: true,
    ...(legacy ? { ismaster: true } : { isWritablePrimary: true }),
    topologyVersion: undefined,
    // The driver offers transactions and retryable writes to members of a replica set only.
    setName: "embedded",
    setVersion: 1,
    secondary: false,
    hosts: ["localhost:27017"],
    primary: "localhost:27017",
    me: "localhost:27017",
    electionId: processId,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: server.connections,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  };
}

const helloFields = [
  "helloOk",
  "client",
  "compression",
  "saslSupportedMechs",
  "speculativeAuthenticate",
  "topologyVersion",
  "maxAwaitTimeMS",
  "loadBalanced",
  "hostInfo",
  "internalClient",
  "backpressure",
];

const hello = (name: string): Command => ({
  fields: [name, ...helloFields],
  run: (_request, server) => helloReply(server, name !== "hello"),
});

const fixed = (fields: readonly string[], reply: (server: Server) => Doc): Command => ({
  fields,
  run: (_request, server) => reply(server),
});

const dbStats: Command = {
  fields: ["dbStats", "scale", "freeStorage"],
  run: ({ database }, { store }) => {
    const own = [...store.collections.values()].filter((collection) => collection.database === database);
    const objects = own.reduce((sum, collection) => sum + store.count(collection), 0);
    const indexes = own.reduce((sum, collection) => sum + collection.indexes.length, 0);
    return {
      db: database,
      collections: own.length,
      views: 0,
      objects,
      indexes,
      dataSize: 0,
      storageSize: 0,
      indexSize: 0,
      totalSize: 0,
      avgObjSize: 0,
      scaleFactor: 1,
    };
  },
};

const collStats: Command = {
  fields: ["collStats", "scale"],
  run: (request, server) => {
    const collection = existing(server.store, request.database, collectionName(request));
    const [size] = server.store.connection.row<[number | null]>(
      "SELECT sum(length(body)) FROM document WHERE record >= ? AND record < ?",
      recordOf(collection.id, 0),
      recordOf(collection.id + 1, 0),
    ) ?? [0];
    const count = server.store.count(collection);
    return {
      ns: `${collection.database}.${collection.name}`,
      count,
      size: size ?? 0,
      storageSize: size ?? 0,
      avgObjSize: count ? (size ?? 0) / count : 0,
      nindexes: collection.indexes.length,
      capped: false,
    };
  },
};

const refuse = (name: string): Command => ({
  fields: [name],
  run: () => {
    throw unsupported(name);
  },
});

/** The commands that drivers and shells ask about the server itself. */
export const diagnosticCommands: Record<string, Command> = {
  hello: hello("hello"),
  isMaster: hello("isMaster"),
  ismaster: hello("ismaster"),
  ping: fixed(["ping"], () => ({})),
  buildInfo: fixed(["buildInfo"], () => ({
    version,
    versionArray: [7, 0, 0, 0],
    gitVersion: "embedded",
    modules: [],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    storageEngines: ["sqlite"],
  })),
  buildinfo: fixed(["buildinfo"], () => ({
    version,
    versionArray: [7, 0, 0, 0],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
  })),
  connectionStatus: fixed(["connectionStatus", "showPrivileges"], () => ({
    authInfo: { authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] },
  })),
  getParameter: {
    fields: ["getParameter", "featureCompatibilityVersion", "allParameters"],
    run: ({ body }) => (body["featureCompatibilityVersion"] ? { featureCompatibilityVersion: { version: "7.0" } } : {}),
  },
  getCmdLineOpts: fixed(["getCmdLineOpts"], () => ({ argv: [], parsed: {} })),
  serverStatus: fixed(["serverStatus", "repl", "metrics", "locks", "wiredTiger"], (server) => ({
    host: hostname(),
    version,
    process: "embedded",
    pid: Long.fromNumber(process.pid),
    uptime: (Date.now() - server.startedAt) / 1000,
    localTime: new Date(),
    connections: { current: server.connections, available: 1000 },
    mem: { resident: Math.round(process.memoryUsage.rss() / 1024 / 1024), bits: 64 },
  })),
  hostInfo: fixed(["hostInfo"], () => ({
    system: {
      hostname: hostname(),
      cpuArch: arch(),
      numCores: cpus().length,
      memSizeMB: Math.round(totalmem() / 1024 / 1024),
      currentTime: new Date(),
    },
    os: { type: platform(), name: platform(), version: release() },
    extra: {},
  })),
  getLog: fixed(["getLog"], () => ({ totalLinesWritten: 0, log: [] })),
  whatsmyuri: fixed(["whatsmyuri"], () => ({ you: "127.0.0.1:0" })),
  replSetGetStatus: refuse("replSetGetStatus"),
  getFreeMonitoringStatus: refuse("getFreeMonitoringStatus"),
  atlasVersion: refuse("atlasVersion"),
  dbStats,
  dbstats: { ...dbStats, fields: ["dbstats", "scale", "freeStorage"] },
  collStats,
};
