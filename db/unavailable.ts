import {
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from "mongodb";

const UNREACHABLE = [MongoNetworkError, MongoNotConnectedError, MongoServerSelectionError, MongoTopologyClosedError];
/** What a server answers that is going, or isn't the one that takes writes just now. */
const LEAVING = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);
/** What the driver hands on of a socket as it is. */
const BROKEN = new Set(["EPIPE", "ECONNRESET", "ECONNREFUSED", "ETIMEDOUT", "ERR_STREAM_DESTROYED"]);
const OUT_OF_DISK_SPACE = 14031;

/** True where `error` says that the database can't be reached now, so that trying again later is worth it. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof MongoServerError) return LEAVING.has(Number(error.code));
  if (!(error instanceof Error)) return false;
  // The driver doesn't export that one.
  if (error.name === "MongoWaitQueueTimeoutError" || UNREACHABLE.some((kind) => error instanceof kind)) return true;
  return "code" in error && BROKEN.has(String(error.code));
}

/** True where `error` says that the database has no room to write. */
export function isFull(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === OUT_OF_DISK_SPACE;
}

/** Says for whoever asked why the database can't do it now, and may later; null where `error` says something else. */
export function unavailability(error: unknown): string | null {
  if (isFull(error)) return "The database's disk is full: nothing can be saved until there is room. Reading goes on.";
  return isUnreachable(error) ? "The database can't be reached. Try again in a moment." : null;
}
