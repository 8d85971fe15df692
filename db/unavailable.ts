import {
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from "mongodb";

const UNAVAILABLE = [
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
];

/** True where `error` says that the database can't be reached now, so that trying again later is worth it. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.some((kind) => error instanceof kind);
}
