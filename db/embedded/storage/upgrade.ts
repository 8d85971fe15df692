import { decodeTyped } from "../bson/documents.ts";
import { namespaceOf, type Collection } from "./catalog.ts";
import { noChanges, noteEntries, storeChanges } from "./changes.ts";
import { indexKeys, type FieldKeys } from "./index-keys.ts";
import { FORMAT, makeTables, readerOf, recordOf, recordSuffix } from "./layout.ts";
import { loadCollections } from "./load-collections.ts";
import { connect, type Connection } from "./sqlite.ts";

const atOnce = 1_000;
const mostGathered = 200_000;
const toldEvery = 10_000;

/** Told of how it goes. */
type Tell = (level: "info" | "warn", message: string) => void;

/**
 * Brings a file that an earlier version has left to this one's format, in one transaction: broken off, it begins anew at the
 * next start. Fails on a file of a later version.
 */
export function upgrade(file: string, tell: Tell): void {
  const connection = connect(file, 48 * 1024);
  try {
    const hasTable = (name: string): boolean =>
      connection.row("SELECT 1 FROM sqlite_master WHERE name = ?", name) !== undefined;
    const [format] = connection.row<[number]>("PRAGMA user_version")!;
    if (!hasTable("entry") || format === FORMAT) return;
    if (format > FORMAT)
      throw new Error(`${file} was written by a later version, in a format that this one doesn't know: start that one`);
    // It has the table where only the room was not given back yet.
    if (!hasTable("lead")) makeEntries(connection, tell);
    giveRoomBack(connection, tell);
  } finally {
    connection.close();
  }
}

function makeEntries(connection: Connection, tell: Tell): void {
  tell("info", "an earlier version wrote the data: its indexes are made anew");
  connection.exec("BEGIN IMMEDIATE");
  try {
    connection.exec("DROP TABLE entry; DELETE FROM dropped WHERE last = 0");
    makeTables(connection);
    for (const collection of loadCollections(connection)) addEntriesOf(connection, collection, tell);
    connection.exec("COMMIT");
  } catch (error) {
    connection.exec("ROLLBACK");
    throw new Error(`the data is as it was, as its indexes could not be made anew: ${String(error)}`, { cause: error });
  }
}

function addEntriesOf(connection: Connection, collection: Collection, tell: Tell): void {
  const reader = readerOf(connection);
  const changes = noChanges();
  const last = recordOf(collection.id + 1, 0);
  let done = 0;
  for (let first = recordOf(collection.id, 0); ;) {
    const batch = reader.documents(first, last, false, atOnce);
    for (const { record, bytes } of batch) {
      const document = decodeTyped(bytes);
      const known: FieldKeys = new Map();
      const added = collection.indexes.flatMap((index) => indexKeys(index, document, recordSuffix(record), known).keys);
      noteEntries(changes, added);
      first = record + 1;
    }
    if (changes.size >= mostGathered || batch.length < atOnce) storeChanges(connection, changes);
    done += batch.length;
    if (done % toldEvery === 0 && done > 0) tell("info", `indexes of ${namespaceOf(collection)}: ${done} documents`);
    if (batch.length < atOnce) return;
  }
}

function giveRoomBack(connection: Connection, tell: Tell): void {
  try {
    connection.exec("VACUUM");
    connection.exec(`PRAGMA user_version = ${FORMAT}`);
    tell("info", "the data's indexes have been made anew");
  } catch (error) {
    tell("warn", `room that the data's former indexes took is kept until the next start: ${String(error)}`);
  }
}
