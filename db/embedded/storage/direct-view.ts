import { recordInKey, type Reader } from "./layout.ts";
import { Blocked, type Locks } from "./locks.ts";
import type { Connection } from "./sqlite.ts";
import type { View } from "./write-document.ts";
import type { Collection } from "./catalog.ts";

/** The byte after which no key goes on: it closes a range over everything that begins with a prefix. */
export const beyond = Buffer.from([0xff]);

/** Returns the view of plain writes, which go to the store at once and wait for what transactions hold. */
export function createDirectView(
  reader: Reader,
  connection: Connection,
  locks: Locks,
  beginWrite: () => void,
  saveCollection: (collection: Collection) => void,
): View {
  return {
    ...reader,
    inTransaction: false,
    hold: (_collection, record) => {
      const holder = locks.holderOfRecord(record);
      if (holder) throw new Blocked(holder.ended);
    },
    claim: (collection, key, record) => {
      const holder = locks.holderOfKey(key.toString("latin1"));
      if (holder) throw new Blocked(holder.ended);
      return otherRecord(reader, collection, key, record);
    },
    apply: (_collection, change) => {
      beginWrite();
      storeChange(connection, change);
      locks.changed(change.record);
    },
    catalogChanged: saveCollection,
  };
}

/** Returns a record, other than the given one, that the reader sees under a unique key. */
export function otherRecord(reader: Reader, collection: Collection, key: Buffer, record: number): number | undefined {
  return reader
    .keys(key, Buffer.concat([key, beyond]), false, 2)
    .map((found) => recordInKey(collection.id, found))
    .find((found) => found !== record);
}

/** Writes one document's change and its index entries. */
export function storeChange(
  connection: Connection,
  change: { record: number; after: Buffer | undefined; added: Iterable<Buffer>; removed: Iterable<Buffer> },
): void {
  for (const key of change.removed) connection.run("DELETE FROM entry WHERE key = ?", key);
  for (const key of change.added) connection.run("INSERT OR REPLACE INTO entry (key) VALUES (?)", key);
  if (change.after) {
    connection.run("INSERT OR REPLACE INTO document (record, body) VALUES (?, ?)", change.record, change.after);
  } else {
    connection.run("DELETE FROM document WHERE record = ?", change.record);
  }
}
