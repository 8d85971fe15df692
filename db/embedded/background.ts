import type { Server } from "./commands/server.ts";
import { transactionLifetime } from "./commands/transaction.ts";
import { decodeTyped } from "./bson/documents.ts";
import { encodeKey } from "./bson/key-encoding.ts";
import { rank } from "./bson/order.ts";
import { clearEntries, indexPrefix } from "./storage/entries.ts";
import { recordInKey } from "./storage/layout.ts";
import { Blocked } from "./storage/locks.ts";
import { writeDocument } from "./storage/write-document.ts";
import { valuesAt } from "./query/paths.ts";

const every = 1000;
const atOnce = 1000;
const sessionLifetime = 30 * 60_000;

/** Starts what goes on by itself: expired documents, dropped collections, old cursors, sessions and transactions. Returns its end. */
export function startBackground(server: Server): () => void {
  const step = (): void => {
    try {
      if (!server.disk.isOpen()) return;
      const now = Date.now();
      removeExpired(server, now);
      clearDropped(server);
      server.cursors.sweep(now);
      for (const session of server.sessions.all()) {
        if (session.transaction && now - session.transaction.startedAt > transactionLifetime)
          session.transaction.abort();
      }
    } catch (error) {
      server.log("error", `work in the background has failed: ${(error as Error).stack ?? String(error)}`);
    }
  };
  const timer = setInterval(step, every);
  const sessions = setInterval(() => {
    if (!server.disk.isOpen()) return;
    server.store.commits.begin();
    server.store.connection.run("DELETE FROM session WHERE used < ?", Date.now() - sessionLifetime);
  }, sessionLifetime);
  return () => {
    clearInterval(timer);
    clearInterval(sessions);
  };
}

/** Removes documents whose date in a TTL index is past, oldest first; what a transaction holds is left for the next time. */
export function removeExpired(server: Server, now: number): void {
  const { store } = server;
  for (const collection of store.collections.values()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds === undefined) continue;
      const prefix = indexPrefix(index);
      const until = new Date(now - index.expireAfterSeconds * 1000);
      const ends = [Buffer.from([rank.date]), encodeKey(until)] as const;
      const [path, direction] = index.fields[0]!;
      const [low, high] = direction === 1 ? ends : ([flip(ends[1]), flip(ends[0])] as const);
      const keys = store.direct.keys(
        Buffer.concat([prefix, low]),
        Buffer.concat([prefix, high, Buffer.from([0xff])]),
        false,
        atOnce,
      );
      for (const key of keys) {
        const record = recordInKey(collection.id, key);
        const bytes = store.direct.document(record);
        if (!bytes) continue;
        const isPast = (value: unknown): boolean => value instanceof Date && value.getTime() <= until.getTime();
        const isExpired = valuesAt(decodeTyped(bytes), path.split(".")).some((value) =>
          Array.isArray(value) ? value.some(isPast) : isPast(value),
        );
        if (!isExpired) continue;
        try {
          writeDocument(store.direct, collection, record, { bytes }, undefined);
        } catch (error) {
          if (!(error instanceof Blocked)) throw error;
        }
      }
    }
  }
}

const flip = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => 255 - byte));

// Some thousand entries at a time, so that dropping a large collection holds nobody up.
function clearDropped({ store }: Server): void {
  const { connection } = store;
  const row = connection.row<[number, Buffer, Buffer, number, number]>(
    "SELECT rowid, low, high, first, last FROM dropped LIMIT 1",
  );
  if (!row) return;
  const [id, low, high, first, last] = row;
  store.commits.begin();
  const noEntry = clearEntries(connection, low, high, 5000);
  connection.run(
    "DELETE FROM document WHERE record IN (SELECT record FROM document WHERE record >= ? AND record < ? LIMIT 5000)",
    first,
    last,
  );
  const document = connection.row("SELECT 1 FROM document WHERE record >= ? AND record < ? LIMIT 1", first, last);
  if (noEntry && !document) connection.run("DELETE FROM dropped WHERE rowid = ?", id);
}
