import type { Connection } from "./sqlite.ts";

/** Many small writes made durable by one commit: whoever answers a client first waits for `settled`. */
export interface GroupCommit {
  /** Opens a group where none is open; it is committed when the work that is ready now has been done. */
  begin(): void;
  /** Has what the work writes committed together, though others have their turn in between; but not for long. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when nothing that was written so far is still waiting for the disk; undefined where nothing waits. */
  settled(): Promise<void> | undefined;
  /** Runs before each commit, and may still write. */
  beforeCommit(step: () => void): void;
  /** Commits at once what is open. */
  flush(): void;
  /** Gives up after a write that failed half way: nothing more is committed, and nobody is answered. */
  fail(error: unknown): void;
}

/** How long, in milliseconds, a group may wait for more that is on its way: where somebody waits for it, and where nobody does. */
const [longestAwaited, longestAlone] = [80, 500];

/** Returns the group commit of a connection; `fatal` is told of a commit that failed, after which nothing more may be written. */
export function createGroupCommit(connection: Connection, fatal: (error: unknown) => void): GroupCommit {
  const steps: (() => void)[] = [];
  let group: { promise: Promise<void>; resolve: () => void; isAwaited: boolean } | undefined;

  let broken = false;
  let working = 0;
  let openedAt = 0;

  const fail = (error: unknown): void => {
    if (broken) return;
    // Going on would answer from a state that is not stored: whoever waits for the group waits until the connection closes.
    broken = true;
    group ??= { promise: new Promise(() => undefined), resolve: () => undefined, isAwaited: true };
    fatal(error);
  };

  const flush = (): void => {
    if (!group || broken) return;
    const { resolve } = group;
    try {
      for (const step of steps) step();
      connection.exec("COMMIT");
    } catch (error) {
      fail(error);
      return;
    }
    group = undefined;
    resolve();
  };

  const flushSoon = (): void => {
    setImmediate(() => {
      const longest = group?.isAwaited ? longestAwaited : longestAlone;
      if (working > 0 && Date.now() - openedAt < longest) flushSoon();
      else flush();
    });
  };

  return {
    begin: () => {
      if (group) return;
      connection.exec("BEGIN IMMEDIATE");
      let resolve!: () => void;
      const promise = new Promise<void>((done) => (resolve = done));
      group = { promise, resolve, isAwaited: false };
      openedAt = Date.now();
      flushSoon();
    },
    during: async (work) => {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
      }
    },
    settled: () => {
      if (group) group.isAwaited = true;
      return group?.promise;
    },
    beforeCommit: (step) => void steps.push(step),
    flush,
    fail,
  };
}
