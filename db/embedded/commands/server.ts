import type { Collection } from "../storage/catalog.ts";
import type { Store } from "../storage/store.ts";
import type { View } from "../storage/write-document.ts";
import type { Doc } from "../bson/documents.ts";
import type { Deadline } from "../query/deadline.ts";
import type { Disk } from "../disk.ts";
import type { Cursors } from "./cursors.ts";
import type { Sessions } from "./sessions.ts";
import type { Transaction } from "./transaction.ts";

/** Everything that the commands work on. */
export interface Server {
  store: Store;
  disk: Disk;
  cursors: Cursors;
  sessions: Sessions;
  log: (level: "info" | "warn" | "error", message: string) => void;
  /** Told that what is read or written can't be relied on any more. */
  fatal: (cause: unknown) => void;
  connections: number;
}

/** One command on its way. */
export interface Request {
  name: string;
  database: string;
  /** The command's fields, numbers as JavaScript numbers. */
  body: Doc;
  /** The same with the numbers' BSON types. */
  typed: Doc;
  /** The command in BSON. */
  bytes: Buffer;
  /** Lists that came as document sequences, in BSON. */
  sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** What the command reads and writes: the store, or its transaction's view. */
  view: View;
  transaction?: Transaction;
  /** The results of the statements of this retryable write that were carried out before. */
  done?: Map<number, Doc>;
  /** When the client no longer waits for the answer; it does not hold for what a cursor gives later. */
  deadline: Deadline;
  /** Tells one connection from another. */
  connection: symbol;
}

/** A command: the fields that it knows, and what it does. */
export interface Command {
  fields: readonly string[];
  /** True where it may be part of a transaction. */
  transactional?: boolean;
  run(request: Request, server: Server): Promise<Doc> | Doc;
}

/** Returns the collection that the request may read; a transaction does not see what was made after its start. */
export function collectionFor(request: Request, server: Server, name: string): Collection | undefined {
  const collection = server.store.collections.get(`${request.database}.${name}`);
  if (collection) request.transaction?.checkCollection(collection);
  return collection;
}
