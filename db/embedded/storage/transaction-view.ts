import { transient } from "../errors.ts";
import type { Collection } from "./catalog.ts";
import { noteChange, withChanges, type Changes } from "./changes.ts";
import { otherRecord } from "./direct-view.ts";
import type { Reader } from "./layout.ts";
import type { Holder, Locks } from "./locks.ts";
import type { View } from "./write-document.ts";

const conflict = (): Error =>
  transient(
    "WriteConflict",
    "Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.",
  );

/**
 * Returns a transaction's view: a snapshot with its own changes over it.
 * A document or unique key that someone else holds, or changed since the snapshot, is a write conflict.
 * `assertOpen` fails when the transaction is over: a statement may still be under way when its client goes.
 */
export function createTransactionView(
  snapshot: Reader,
  latest: Reader,
  locks: Locks,
  holder: Holder,
  moment: number,
  changes: Changes,
  saveCollection: (collection: Collection) => void,
  assertOpen: () => void,
): View {
  const own = withChanges(snapshot, changes);
  const open = <Arguments extends unknown[], Result>(work: (...words: Arguments) => Result) => {
    return (...words: Arguments): Result => {
      assertOpen();
      return work(...words);
    };
  };
  return {
    inTransaction: true,
    document: open(own.document),
    keys: open(own.keys),
    documents: open(own.documents),
    count: open(own.count),
    keyAfter: open(own.keyAfter),
    hold: open((collection, record) => {
      const other = locks.holderOfRecord(record);
      if (other && other !== holder) throw conflict();
      if (locks.changedSince(record, moment)) throw conflict();
      locks.holdRecord(record, collection.id, holder);
    }),
    claim: open((collection, key, record) => {
      const other = locks.holderOfKey(key);
      if (other && other !== holder) throw conflict();
      const seen = otherRecord(own, collection, key, record);
      if (seen !== undefined) return seen;
      // Where nobody has changed anything since, the snapshot has told already.
      const committed = locks.now() === moment ? undefined : otherRecord(latest, collection, key, record);
      if (committed !== undefined && !changes.documents.has(committed)) throw conflict();
      locks.holdKey(key, holder);
      return undefined;
    }),
    apply: open((_collection, change) => noteChange(changes, change)),
    catalogChanged: saveCollection,
  };
}
