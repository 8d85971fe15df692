import { transient } from "../errors.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Holder } from "../storage/locks.ts";
import { noChanges } from "../storage/changes.ts";
import { createTransactionView } from "../storage/transaction-view.ts";
import type { View } from "../storage/write-document.ts";
import type { Server } from "./server.ts";

/** An open transaction: a snapshot of its start, and its changes that nobody else sees. */
export interface Transaction {
  readonly view: View;
  readonly startedAt: number;
  /** The connections that it was used on; it ends with the last of them. */
  readonly connections: Set<symbol>;
  /** Fails, to be started again, where the collection or its indexes are newer than the snapshot. */
  checkCollection(collection: Collection): void;
  /** Notes a collection that the transaction itself has made. */
  madeCollection(collection: Collection): void;
  /** Makes the changes part of the open group of commits. */
  commit(): void;
  abort(): void;
}

/** How long a transaction may take, in milliseconds, before it is aborted. */
export const transactionLifetime = 60_000;

/** Starts a transaction on the committed state of this moment; `ended` is told when it is over, in either way. */
export async function beginTransaction(server: Server, ended: () => void): Promise<Transaction> {
  const { store } = server;
  // A snapshot has only what is committed: what others have written in the open group would come as a conflict.
  for (let group = store.commits.settled(); group; group = store.commits.settled()) await group;
  const snapshot = store.snapshot();
  const moment = store.locks.now();
  const changes = noChanges();
  const made = new Set<Collection>();
  let resolve!: () => void;
  const holder: Holder = { ended: new Promise<void>((done) => (resolve = done)) };
  store.locks.enter();
  let open = true;
  const finish = (): void => {
    open = false;
    snapshot.release();
    store.locks.release(holder);
    store.locks.leave();
    resolve();
    ended();
  };
  return {
    view: createTransactionView(
      snapshot.reader,
      store.direct,
      store.locks,
      holder,
      moment,
      changes,
      store.saveCollection,
      () => {
        if (!open) throw transient("NoSuchTransaction", "The transaction has been aborted.");
      },
    ),
    startedAt: Date.now(),
    connections: new Set(),
    checkCollection: (collection) => {
      if (collection.changed > moment && !made.has(collection)) {
        throw transient(
          "SnapshotUnavailable",
          "Unable to read from a snapshot due to pending collection catalog changes; please retry the operation.",
        );
      }
    },
    madeCollection: (collection) => void made.add(collection),
    commit: () => {
      if (!open) return;
      if (changes.documents.size > 0) store.storeChanges(changes);
      finish();
    },
    abort: () => {
      if (!open) return;
      finish();
      for (const collection of made) {
        const [first] = store.direct.documents(collection.id * 2 ** 32, (collection.id + 1) * 2 ** 32, false, 1);
        const isCurrent = store.collections.get(`${collection.database}.${collection.name}`) === collection;
        if (isCurrent && !first && !store.locks.holderOfCollection(collection.id)) store.dropCollection(collection);
      }
    },
  };
}
