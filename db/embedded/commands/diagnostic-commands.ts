import { ObjectId } from "bson";
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

const buildInfo = {
  version,
  versionArray: [7, 0, 0, 0],
  gitVersion: "embedded",
  modules: [],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16 * 1024 * 1024,
  storageEngines: ["sqlite"],
};

/** The commands that drivers ask about the server itself. */
export const diagnosticCommands: Record<string, Command> = {
  hello: hello("hello"),
  isMaster: hello("isMaster"),
  ismaster: hello("ismaster"),
  ping: { fields: ["ping"], run: () => ({}) },
  buildInfo: { fields: ["buildInfo"], run: () => buildInfo },
  buildinfo: { fields: ["buildinfo"], run: () => buildInfo },
};
