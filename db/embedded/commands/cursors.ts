import { Long } from "bson";
import { randomBytes } from "node:crypto";
import { encode, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import type { Transaction } from "./transaction.ts";

/** Where a cursor's documents come from: BSON or decoded, in batches. */
export type Source = AsyncGenerator<(Doc | Buffer)[], void, void>;

/** A batch on its way to the client; `id` is zero where it was the last. */
export class CursorBatch {
  readonly id: Long;
  readonly namespace: string;
  readonly field: "firstBatch" | "nextBatch";
  readonly documents: readonly Buffer[];

  constructor(id: Long, namespace: string, field: "firstBatch" | "nextBatch", documents: readonly Buffer[]) {
    this.id = id;
    this.namespace = namespace;
    this.field = field;
    this.documents = documents;
  }
}

interface Cursor {
  namespace: string;
  source: Source;
  waiting: Buffer[];
  used: number;
  busy: boolean;
  transaction: Transaction | undefined;
}

/** The open cursors. */
export interface Cursors {
  /** Returns the first batch, and keeps the cursor where there is more. */
  open(
    namespace: string,
    source: Source,
    batchSize: number,
    single: boolean,
    transaction?: Transaction,
  ): Promise<CursorBatch>;
  more(id: Long, namespace: string, batchSize: number): Promise<CursorBatch>;
  /** Closes a cursor; returns false where there is none. */
  kill(id: Long): boolean;
  /** Closes what nobody has read from for ten minutes, and what belongs to a transaction that is over. */
  sweep(now: number): void;
  killOf(transaction: Transaction): void;
}

const idleLimit = 600_000;
/** What fits into an answer, with room for what stands around its documents, and around each of them. */
const mostBytes = 16 * 1024 * 1024 - 1024;
const around = 12;

/** Returns an empty set of cursors. */
export function createCursors(): Cursors {
  const cursors = new Map<string, Cursor>();

  // Takes documents until the batch is full; tells whether there may be more.
  const fill = async (cursor: Cursor, batchSize: number): Promise<{ documents: Buffer[]; more: boolean }> => {
    const documents: Buffer[] = [];
    let bytes = 0;
    for (;;) {
      while (cursor.waiting.length > 0) {
        const [first] = cursor.waiting as [Buffer];
        if (documents.length >= batchSize || (documents.length > 0 && bytes + first.length + around > mostBytes))
          return { documents, more: true };
        documents.push(first);
        bytes += first.length + around;
        cursor.waiting.shift();
      }
      if (documents.length >= batchSize) return { documents, more: true };
      const next = await cursor.source.next();
      if (next.done) return { documents, more: false };
      cursor.waiting = next.value.map((one) => (Buffer.isBuffer(one) ? one : encode(one as Doc)));
    }
  };

  const close = (id: string, cursor: Cursor): void => {
    cursors.delete(id);
    cursor.waiting = [];
    void cursor.source.return();
  };

  return {
    open: async (namespace, source, batchSize, single, transaction) => {
      const cursor: Cursor = { namespace, source, waiting: [], used: Date.now(), busy: false, transaction };
      const { documents, more } = await fill(cursor, batchSize);
      if (!more || single) {
        void source.return();
        return new CursorBatch(Long.ZERO, namespace, "firstBatch", documents);
      }
      const id = Long.fromBigInt(randomBytes(8).readBigInt64BE() & 0x7fffffffffffffffn);
      cursors.set(id.toString(), cursor);
      return new CursorBatch(id, namespace, "firstBatch", documents);
    },
    more: async (id, namespace, batchSize) => {
      const name = id.toString();
      const cursor = cursors.get(name);
      if (!cursor) throw new MongoError("CursorNotFound", `cursor id ${name} not found`);
      if (cursor.namespace !== namespace)
        throw new MongoError(
          "Unauthorized",
          `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace`,
        );
      if (cursor.busy) throw new MongoError("BadValue", `cursor id ${name} is already in use`);
      cursor.busy = true;
      try {
        const { documents, more } = await fill(cursor, batchSize);
        cursor.used = Date.now();
        if (more) return new CursorBatch(id, namespace, "nextBatch", documents);
        cursors.delete(name);
        return new CursorBatch(Long.ZERO, namespace, "nextBatch", documents);
      } catch (error) {
        cursors.delete(name);
        throw error;
      } finally {
        cursor.busy = false;
      }
    },
    kill: (id) => {
      const cursor = cursors.get(id.toString());
      if (cursor) close(id.toString(), cursor);
      return cursor !== undefined;
    },
    sweep: (now) => {
      for (const [id, cursor] of cursors) if (!cursor.busy && now - cursor.used > idleLimit) close(id, cursor);
    },
    killOf: (transaction) => {
      for (const [id, cursor] of cursors) if (cursor.transaction === transaction) close(id, cursor);
    },
  };
}
