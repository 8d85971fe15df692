import { entriesOf } from "./entries.ts";
import type { Connection } from "./sqlite.ts";

/**
 * The tables: documents by record number, index entries as one ordered set of keys with what many begin with stored once, the
 * catalog, and the sessions' last writes.
 */
const tables = `
  CREATE TABLE IF NOT EXISTS document (record INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS lead (number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS entry (lead INTEGER, rest BLOB, PRIMARY KEY (lead, rest)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS collection (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS dropped (low BLOB, high BLOB, first INTEGER, last INTEGER);
  CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY, body BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
`;

/** The number of the format that is written: it goes up where what is stored becomes another. The first one's was 0. */
export const FORMAT = 1;

/** Makes the tables that aren't there; a new file is of this format. */
export function makeTables(connection: Connection): void {
  const isNew = connection.row("SELECT 1 FROM sqlite_master") === undefined;
  connection.exec(`SAVEPOINT tables; ${tables} ${isNew ? `PRAGMA user_version = ${FORMAT};` : ""} RELEASE tables`);
}

const perCollection = 2 ** 32;

/** Returns the record number of a collection's n-th document; collections have ranges of 2^32 records each. */
export const recordOf = (collectionId: number, n: number): number => collectionId * perCollection + n;

/** Returns the four bytes that end an index key: the document's number within its collection. */
export function recordSuffix(record: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(record % perCollection);
  return bytes;
}

/** Returns an index key without the record that it points at. */
export const withoutSuffix = (key: Buffer): Buffer => key.subarray(0, key.length - 4);

/** Returns the record that an index key of the collection points at. */
export function recordInKey(collectionId: number, key: Buffer): number {
  return recordOf(collectionId, key.readUInt32BE(key.length - 4));
}

/** A stored document with its place. */
export interface Stored {
  record: number;
  bytes: Buffer;
}

/** What can be read at one moment, in steps of at most `limit`; `low` is included, `high` is not. */
export interface Reader {
  document(record: number): Buffer | undefined;
  keys(low: Buffer, high: Buffer, reverse: boolean, limit: number): Buffer[];
  documents(first: number, last: number, reverse: boolean, limit: number): Stored[];
  /** How many keys there are, `limit` at most. */
  count(low: Buffer, high: Buffer, limit: number): number;
  /** The key that has so many others before it, if any. */
  keyAfter(low: Buffer, high: Buffer, others: number): Buffer | undefined;
}

/** Returns a reader of what the connection sees. */
export function readerOf(connection: Connection): Reader {
  const order = (reverse: boolean): string => (reverse ? "DESC" : "ASC");
  return {
    document: (record) => connection.row<[Buffer]>("SELECT body FROM document WHERE record = ?", record)?.[0],
    ...entriesOf(connection),
    documents: (first, last, reverse, limit) =>
      connection
        .rows<[number, Buffer]>(
          `SELECT record, body FROM document WHERE record >= ? AND record < ? ORDER BY record ${order(reverse)} LIMIT ?`,
          first,
          last,
          limit,
        )
        .map(([record, bytes]) => ({ record, bytes })),
  };
}
