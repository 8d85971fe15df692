import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MongoError } from "./errors.ts";

const tryEvery = 1000;
const tried = Buffer.alloc(2 ** 20);

/** Whether the disk takes writes: after one that failed, all are refused until there is room again. */
export interface Disk {
  /** False while the disk takes nothing. */
  isOpen(): boolean;
  /** Fails, in words, while the disk takes nothing. */
  check(): void;
  /** Notes that a write has failed. */
  failed(cause: unknown): void;
}

/** Returns the disk that the folder is on. */
export function watchDisk(directory: string): Disk {
  let problem: string | undefined;
  let triedAt = 0;
  const takesAgain = (): boolean => {
    if (Date.now() - triedAt < tryEvery) return false;
    triedAt = Date.now();
    const file = join(directory, "space.try");
    try {
      writeFileSync(file, tried, { mode: 0o600, flush: true });
      return true;
    } catch {
      // Whatever it is, writing isn't possible yet; it is tried again.
      return false;
    } finally {
      rmSync(file, { force: true });
    }
  };
  const isOpen = (): boolean => {
    if (problem !== undefined && takesAgain()) problem = undefined;
    return problem === undefined;
  };
  return {
    isOpen,
    check: () => {
      if (!isOpen()) throw new MongoError("OutOfDiskSpace", `nothing was written: ${problem}`);
    },
    failed: (cause) => {
      const isFull = String((cause as { code?: unknown } | null)?.code).startsWith("SQLITE_FULL");
      problem = isFull ? "the disk is full" : `the disk refuses it (${String(cause)})`;
      triedAt = Date.now();
    },
  };
}
