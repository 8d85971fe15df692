import type { OrderedMap } from "@js-sdsl/ordered-map";
import { transient } from "../errors.ts";
import type { Collection } from "./catalog.ts";
import { otherRecord } from "./direct-view.ts";
import type { Reader, Stored } from "./layout.ts";
import type { Holder, Locks } from "./locks.ts";
import type { View } from "./write-document.ts";

/** What a transaction has changed so far and has not yet committed. */
export interface Overlay {
  documents: Map<number, Buffer | undefined>;
  /** The index entries to be, in their order: every unique key looks among them. */
  added: OrderedMap<Buffer, true>;
  removed: Map<string, Buffer>;
}

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
  overlay: Overlay,
  saveCollection: (collection: Collection) => void,
  assertOpen: () => void,
): View {
  const view: View = {
    inTransaction: true,
    document: (record) => {
      assertOpen();
      return overlay.documents.has(record) ? overlay.documents.get(record) : snapshot.document(record);
    },
    keys: (low, high, reverse, limit) => {
      assertOpen();
      if (overlay.added.empty() && overlay.removed.size === 0) return snapshot.keys(low, high, reverse, limit);
      // Removed entries may hide as many as there are, so that many more are read.
      const base = snapshot.keys(low, high, reverse, limit + overlay.removed.size);
      const kept = base.filter((key) => !overlay.removed.has(key.toString("latin1")));
      const own = keysBetween(overlay.added, low, high);
      const direction = reverse ? -1 : 1;
      return [...kept, ...own].sort((a, b) => direction * a.compare(b)).slice(0, limit);
    },
    count: (low, high, limit) => {
      assertOpen();
      if (overlay.added.empty() && overlay.removed.size === 0) return snapshot.count(low, high, limit);
      return view.keys(low, high, false, limit).length;
    },
    keyAfter: (low, high, others) => view.keys(low, high, false, others + 1)[others],
    documents: (first, last, reverse, limit) => {
      assertOpen();
      if (overlay.documents.size === 0) return snapshot.documents(first, last, reverse, limit);
      const base = snapshot.documents(first, last, reverse, limit + overlay.documents.size);
      const kept: Stored[] = base.filter(({ record }) => !overlay.documents.has(record));
      for (const [record, bytes] of overlay.documents)
        if (bytes && record >= first && record < last) kept.push({ record, bytes });
      const direction = reverse ? -1 : 1;
      return kept.sort((a, b) => direction * (a.record - b.record)).slice(0, limit);
    },
    hold: (collection, record) => {
      assertOpen();
      const other = locks.holderOfRecord(record);
      if (other && other !== holder) throw conflict();
      if (locks.changedSince(record, moment)) throw conflict();
      locks.holdRecord(record, collection.id, holder);
    },
    claim: (collection, key, record) => {
      assertOpen();
      const name = key.toString("latin1");
      const other = locks.holderOfKey(name);
      if (other && other !== holder) throw conflict();
      const seen = otherRecord(view, collection, key, record);
      if (seen !== undefined) return seen;
      const committed = otherRecord(latest, collection, key, record);
      if (committed !== undefined && !overlay.documents.has(committed)) throw conflict();
      locks.holdKey(name, holder);
      return undefined;
    },
    apply: (_collection, change) => {
      assertOpen();
      overlay.documents.set(change.record, change.after);
      for (const key of change.removed) {
        if (!overlay.added.eraseElementByKey(key)) overlay.removed.set(key.toString("latin1"), key);
      }
      for (const key of change.added) {
        if (!overlay.removed.delete(key.toString("latin1"))) overlay.added.setElement(key, true);
      }
    },
    catalogChanged: saveCollection,
  };
  return view;
}

function keysBetween(added: Overlay["added"], low: Buffer, high: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (const at = added.lowerBound(low); at.isAccessible(); at.next()) {
    const [key] = at.pointer;
    if (key.compare(high) >= 0) break;
    found.push(key);
  }
  return found;
}
