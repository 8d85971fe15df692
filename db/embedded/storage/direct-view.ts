import type { Collection } from "./catalog.ts";
import { noteChange, storeChanges, withChanges, type Changes } from "./changes.ts";
import { recordInKey, type Reader } from "./layout.ts";
import { Blocked, type Locks } from "./locks.ts";
import type { Connection } from "./sqlite.ts";
import type { View } from "./write-document.ts";

/** The byte after which no key goes on: it closes a range over everything that begins with a prefix. */
export const beyond = Buffer.from([0xff]);

/** How many index entries are gathered before they are written. */
const mostGathered = 4_000;

/** Returns the view of plain writes, which go to the file at the next read or commit, and wait for what transactions hold. */
export function createDirectView(
  latest: Reader,
  connection: Connection,
  gathered: Changes,
  locks: Locks,
  beginWrite: () => void,
  saveCollection: (collection: Collection) => void,
): View {
  const settled = <Arguments extends unknown[], Result>(read: (...words: Arguments) => Result) => {
    return (...words: Arguments): Result => {
      if (gathered.documents.size > 0) storeChanges(connection, gathered);
      return read(...words);
    };
  };
  const current = withChanges(latest, gathered);
  return {
    document: current.document,
    keys: settled(latest.keys),
    documents: settled(latest.documents),
    count: settled(latest.count),
    keyAfter: settled(latest.keyAfter),
    inTransaction: false,
    hold: (_collection, record) => {
      const holder = locks.holderOfRecord(record);
      if (holder) throw new Blocked(holder.ended);
    },
    claim: (collection, key, record) => {
      const holder = locks.holderOfKey(key);
      if (holder) throw new Blocked(holder.ended);
      return otherRecord(current, collection, key, record);
    },
    apply: (_collection, change) => {
      beginWrite();
      noteChange(gathered, change);
      if (gathered.size >= mostGathered) storeChanges(connection, gathered);
      locks.changed(change.record);
    },
    catalogChanged: saveCollection,
  };
}

/** Returns a record, other than the given one, that the reader sees under a unique key. */
export function otherRecord(reader: Reader, collection: Collection, key: Buffer, record: number): number | undefined {
  const [low, high] = [key, Buffer.concat([key, beyond])];
  // The record's own entry may come first.
  for (const others of [0, 1]) {
    const found = reader.keyAfter(low, high, others);
    const owner = found && recordInKey(collection.id, found);
    if (owner !== record) return owner;
  }
  return undefined;
}
