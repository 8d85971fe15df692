import { join } from "node:path";
import { encode, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import { collectionRecord, namespaceOf, type Collection, type Index } from "./catalog.ts";
import { noChanges, noteAll, storeChanges, type Changes } from "./changes.ts";
import { createDirectView } from "./direct-view.ts";
import { wholeIndex } from "./entries.ts";
import { createGroupCommit, type GroupCommit } from "./group-commit.ts";
import { makeTables, readerOf, recordOf, type Reader } from "./layout.ts";
import { loadCollections, prepareCollection } from "./load-collections.ts";
import { Blocked, createLocks, type Locks } from "./locks.ts";
import { connect, type Connection } from "./sqlite.ts";
import type { View } from "./write-document.ts";

/** The open database file with all that is known about it in memory. */
export interface Store {
  readonly connection: Connection;
  readonly locks: Locks;
  readonly commits: GroupCommit;
  /** The view of everything that is not in a transaction. */
  readonly direct: View;
  readonly collections: ReadonlyMap<string, Collection>;
  /** Returns a number never given before, for a collection or an index. */
  newId(): number;
  /** Returns the new, empty collection with its `_id` index. */
  createCollection(database: string, name: string, options: Doc): Collection;
  dropCollection(collection: Collection): void;
  /** Writes the collection's catalog entry, and takes its validator and partial indexes into use. */
  saveCollection(collection: Collection): void;
  /** Marks the collection as changed, so that transactions with an older snapshot start again. */
  noteSchemaChange(collection: Collection): void;
  /** Leaves an index's entries to be cleared away later. */
  discardIndex(index: Index): void;
  /** Returns a reader of the committed state of this moment, to be released. */
  snapshot(): { reader: Reader; release: () => void };
  /** Writes a transaction's changes as part of the open group. */
  storeChanges(changes: Changes): void;
  close(): void;
  /** Lets go of the file after a write that failed: what isn't committed is given up. */
  abandon(): void;
}

/** Opens, or makes, the database in the folder; `fatal` is told when the disk refuses a write. */
export function openStore(directory: string, fatal: (error: unknown) => void): Store {
  const file = join(directory, "data.sqlite");
  const connection: Connection = connect(file, 48 * 1024, 5_000, (error) => commits.fail(error));
  connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000");
  makeTables(connection);
  const locks = createLocks();
  const commits: GroupCommit = createGroupCommit(connection, fatal);
  const latest = readerOf(connection);
  const collections = new Map<string, Collection>();
  const idle: Connection[] = [];
  let abandoned = false;
  const gathered = noChanges();
  commits.beforeCommit(() => storeChanges(connection, gathered));

  const saveCollection = (collection: Collection): void => {
    commits.begin();
    prepareCollection(collection);
    const body = encode(collectionRecord(collection));
    connection.run("INSERT OR REPLACE INTO collection (id, body) VALUES (?, ?)", collection.id, body);
  };
  const noteSchemaChange = (collection: Collection): void => {
    locks.changed(recordOf(collection.id, 0));
    collection.changed = locks.now();
  };
  const newId = (): number => {
    commits.begin();
    const [last] = connection.row<[number]>("SELECT value FROM counter WHERE name = 'id'") ?? [0];
    connection.run("INSERT OR REPLACE INTO counter (name, value) VALUES ('id', ?)", last + 1);
    return last + 1;
  };
  const discardIndex = (index: Index): void => {
    commits.begin();
    const { low, high } = wholeIndex(index);
    connection.run("INSERT INTO dropped (low, high, first, last) VALUES (?, ?, 0, 0)", low, high);
  };

  for (const collection of loadCollections(connection)) collections.set(namespaceOf(collection), collection);

  const direct = createDirectView(latest, connection, gathered, locks, commits.begin, saveCollection);

  return {
    connection,
    locks,
    commits,
    direct,
    collections,
    newId,
    saveCollection,
    noteSchemaChange,
    discardIndex,
    createCollection: (database, name, options) => {
      const id = newId();
      const _id: Index = { id: newId(), name: "_id_", fields: [["_id", 1]], unique: true, multikey: [false] };
      const collection: Collection = { id, database, name, indexes: [_id], changed: 0, next: 1, ...options };
      noteSchemaChange(collection);
      saveCollection(collection);
      collections.set(namespaceOf(collection), collection);
      return collection;
    },
    dropCollection: (collection) => {
      const holder = locks.holderOfCollection(collection.id);
      if (holder) throw new Blocked(holder.ended);
      commits.begin();
      storeChanges(connection, gathered);
      noteSchemaChange(collection);
      collections.delete(namespaceOf(collection));
      connection.run("DELETE FROM collection WHERE id = ?", collection.id);
      for (const index of collection.indexes) discardIndex(index);
      const [first, last] = [recordOf(collection.id, 0), recordOf(collection.id + 1, 0)];
      connection.run("INSERT INTO dropped (low, high, first, last) VALUES (x'', x'', ?, ?)", first, last);
    },
    snapshot: () => {
      const reading = idle.pop() ?? connect(file, 2 * 1024);
      reading.exec("BEGIN");
      // A deferred transaction takes its snapshot at the first read.
      reading.row("SELECT count(*) FROM counter");
      return {
        reader: readerOf(reading),
        release: () => {
          reading.exec("ROLLBACK");
          if (!abandoned && idle.length < 16) idle.push(reading);
          else reading.close();
        },
      };
    },
    storeChanges: (changes) => {
      commits.begin();
      for (const record of changes.documents.keys()) locks.changed(record);
      noteAll(gathered, changes);
    },
    close: () => {
      commits.flush();
      for (const reading of idle) reading.close();
      connection.close();
    },
    abandon: () => {
      abandoned = true;
      for (const reading of idle.splice(0)) reading.close();
      try {
        connection.exec("ROLLBACK");
      } catch {
        // SQLite has given the transaction up by itself.
      }
      connection.close();
    },
  };
}

/** Returns the collection, or fails with MongoDB's NamespaceNotFound. */
export function existing(store: Store, database: string, name: string): Collection {
  const collection = store.collections.get(`${database}.${name}`);
  if (!collection) throw new MongoError("NamespaceNotFound", `ns does not exist: ${database}.${name}`);
  return collection;
}
