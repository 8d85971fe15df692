/** Thrown where a plain write meets what an open transaction holds; the write starts again when `until` has resolved. */
export class Blocked extends Error {
  readonly until: Promise<void>;

  constructor(until: Promise<void>) {
    super("held by a transaction");
    this.until = until;
  }
}

/** Who holds something: an open transaction, whose end can be waited for. */
export interface Holder {
  readonly ended: Promise<void>;
}

/** What open transactions hold, and when documents last changed, so that conflicts are seen at the first touch. */
export interface Locks {
  /** Counts committed changes: a transaction's snapshot is the value at its start. */
  now(): number;
  holderOfRecord(record: number): Holder | undefined;
  holderOfKey(key: Buffer): Holder | undefined;
  /** True where any open transaction has written to the collection. */
  holderOfCollection(collectionId: number): Holder | undefined;
  holdRecord(record: number, collectionId: number, holder: Holder): void;
  holdKey(key: Buffer, holder: Holder): void;
  release(holder: Holder): void;
  /** Notes that a document was changed. */
  changed(record: number): void;
  changedSince(record: number, moment: number): boolean;
  /** Between these two, changes are remembered for `changedSince`. */
  enter(): void;
  leave(): void;
}

/** Returns an empty table of locks. */
export function createLocks(): Locks {
  const records = new Map<number, Holder>();
  const keys = new Map<string, Holder>();
  const collections = new Map<number, Set<Holder>>();
  const lastChange = new Map<number, number>();
  let counter = 0;
  let open = 0;
  return {
    now: () => counter,
    holderOfRecord: (record) => records.get(record),
    holderOfKey: (key) => (keys.size === 0 ? undefined : keys.get(key.toString("latin1"))),
    holderOfCollection: (collectionId) => collections.get(collectionId)?.values().next().value,
    holdRecord: (record, collectionId, holder) => {
      records.set(record, holder);
      const holders = collections.get(collectionId) ?? new Set<Holder>();
      collections.set(collectionId, holders.add(holder));
    },
    holdKey: (key, holder) => void keys.set(key.toString("latin1"), holder),
    release: (holder) => {
      for (const [record, owner] of records) if (owner === holder) records.delete(record);
      for (const [key, owner] of keys) if (owner === holder) keys.delete(key);
      for (const [id, holders] of collections) if (holders.delete(holder) && holders.size === 0) collections.delete(id);
    },
    changed: (record) => {
      counter += 1;
      if (open > 0) lastChange.set(record, counter);
    },
    changedSince: (record, moment) => (lastChange.get(record) ?? 0) > moment,
    enter: () => void (open += 1),
    leave: () => {
      open -= 1;
      if (open === 0) lastChange.clear();
    },
  };
}
