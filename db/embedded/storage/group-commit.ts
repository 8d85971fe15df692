import type { Connection } from "./sqlite.ts";

/** Many small writes made durable by one commit: whoever answers a client first waits for `settled`. */
export interface GroupCommit {
  /** Opens a group where none is open; it is committed when the work that is ready now has been done. */
  begin(): void;
  /** Resolves when nothing that was written so far is still waiting for the disk; undefined where nothing waits. */
  settled(): Promise<void> | undefined;
  /** Runs before each commit, and may still write. */
  beforeCommit(step: () => void): void;
  /** Commits at once what is open. */
  flush(): void;
  /** Gives up after a write that failed half way: nothing more is committed, and nobody is answered. */
  fail(error: unknown): void;
}

/** Returns the group commit of a connection; `fatal` is told of a commit that failed, after which nothing more may be written. */
export function createGroupCommit(connection: Connection, fatal: (error: unknown) => void): GroupCommit {
  const steps: (() => void)[] = [];
  let group: { promise: Promise<void>; resolve: () => void } | undefined;

  let broken = false;

  const fail = (error: unknown): void => {
    if (broken) return;
    // Going on would answer from a state that is not stored: whoever waits for the group waits until the connection closes.
    broken = true;
    group ??= { promise: new Promise(() => undefined), resolve: () => undefined };
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

  return {
    begin: () => {
      if (group) return;
      connection.exec("BEGIN IMMEDIATE");
      let resolve!: () => void;
      const promise = new Promise<void>((done) => (resolve = done));
      group = { promise, resolve };
      setImmediate(flush);
    },
    settled: () => group?.promise,
    beforeCommit: (step) => void steps.push(step),
    flush,
    fail,
  };
}
