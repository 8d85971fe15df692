import { inByteOrder } from "../bson/byte-order.ts";
import { addEntries, indexOfKey, removeEntries } from "./entries.ts";
import type { Reader, Stored } from "./layout.ts";
import type { Connection } from "./sqlite.ts";

/** An index entry that comes (`isThere`) or goes. */
interface Entry {
  key: Buffer;
  isThere: boolean;
}

/** What has been written and is not in the file yet: documents by their record, index entries by their index. */
export interface Changes {
  readonly documents: Map<number, Buffer | undefined>;
  readonly entries: Map<number, Map<string, Entry>>;
  /** How many entries these are. */
  size: number;
}

/** One document's change, with the index entries that come and go. */
export interface Change {
  record: number;
  after: Buffer | undefined;
  added: readonly Buffer[];
  removed: readonly Buffer[];
}

/** Returns no changes. */
export const noChanges = (): Changes => ({ documents: new Map(), entries: new Map(), size: 0 });

/** Notes a document's change; what comes after it counts. */
export function noteChange(changes: Changes, { record, after, added, removed }: Change): void {
  changes.documents.set(record, after);
  for (const key of removed) noteEntry(changes, key, false);
  noteEntries(changes, added);
}

/** Notes index entries that come. */
export function noteEntries(changes: Changes, added: readonly Buffer[]): void {
  for (const key of added) noteEntry(changes, key, true);
}

/** Notes other changes, which come after these. */
export function noteAll(changes: Changes, later: Changes): void {
  for (const [record, after] of later.documents) changes.documents.set(record, after);
  for (const entries of later.entries.values())
    for (const [name, { key, isThere }] of entries) noteEntry(changes, key, isThere, name);
}

function noteEntry(changes: Changes, key: Buffer, isThere: boolean, name = key.toString("latin1")): void {
  const index = indexOfKey(key);
  let entries = changes.entries.get(index);
  if (!entries) changes.entries.set(index, (entries = new Map<string, Entry>()));
  entries.set(name, { key, isThere });
  changes.size += 1;
}

/** Returns a reader of what there is with the changes made. */
export function withChanges(base: Reader, changes: Changes): Reader {
  const reader: Reader = {
    document: (record) => (changes.documents.has(record) ? changes.documents.get(record) : base.document(record)),
    keys: (low, high, reverse, limit) => {
      const own = entriesBetween(changes, low, high);
      if (own.size === 0) return base.keys(low, high, reverse, limit);
      // Entries that go may hide as many as there are, so that many more are read.
      const kept = base.keys(low, high, reverse, limit + own.size).filter((key) => !own.has(key.toString("latin1")));
      for (const { key, isThere } of own.values()) if (isThere) kept.push(key);
      return kept.sort((a, b) => (reverse ? b.compare(a) : a.compare(b))).slice(0, limit);
    },
    documents: (first, last, reverse, limit) => {
      if (changes.documents.size === 0) return base.documents(first, last, reverse, limit);
      const read = base.documents(first, last, reverse, limit + changes.documents.size);
      const kept: Stored[] = read.filter(({ record }) => !changes.documents.has(record));
      for (const [record, bytes] of changes.documents)
        if (bytes && record >= first && record < last) kept.push({ record, bytes });
      return kept.sort((a, b) => (reverse ? b.record - a.record : a.record - b.record)).slice(0, limit);
    },
    count: (low, high, limit) =>
      changes.entries.has(indexOfKey(low)) ? reader.keys(low, high, false, limit).length : base.count(low, high, limit),
    keyAfter: (low, high, others) => {
      const own = entriesBetween(changes, low, high);
      return own.size === 0 ? base.keyAfter(low, high, others) : reader.keys(low, high, false, others + 1)[others];
    },
  };
  return reader;
}

function entriesBetween({ entries }: Changes, low: Buffer, high: Buffer): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const [name, entry] of entries.get(indexOfKey(low)) ?? [])
    if (entry.key.compare(low) >= 0 && entry.key.compare(high) < 0) found.set(name, entry);
  return found;
}

/** Writes the changes to the file, in few statements and in the order of the keys, and forgets them. */
export function storeChanges(connection: Connection, changes: Changes): void {
  for (const [record, after] of changes.documents) {
    if (after) connection.run("INSERT OR REPLACE INTO document (record, body) VALUES (?, ?)", record, after);
    else connection.run("DELETE FROM document WHERE record = ?", record);
  }
  const added: [string, Buffer][] = [];
  const removed: [string, Buffer][] = [];
  for (const entries of changes.entries.values())
    for (const [name, { key, isThere }] of entries) (isThere ? added : removed).push([name, key]);
  removeEntries(connection, inByteOrder(removed));
  addEntries(connection, inByteOrder(added));
  changes.documents.clear();
  changes.entries.clear();
  changes.size = 0;
}
