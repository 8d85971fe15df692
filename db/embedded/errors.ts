const codes = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  UserNotFound: 11,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidLength: 16,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CannotCreateIndex: 67,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  ExceededMemoryLimit: 146,
  CannotIndexParallelArrays: 171,
  TransactionTooOld: 225,
  InvalidPipelineOperator: 168,
  SnapshotUnavailable: 246,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  OperationNotSupportedInTransaction: 263,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  CannotBuildIndexKeys: 11001,
  OutOfDiskSpace: 14031,
  Location16410: 16410,
  Location17217: 17217,
  Location40323: 40323,
  Location40324: 40324,
  Location40352: 40352,
  Location40353: 40353,
  NotSingleValueField: 54,
  UnsatisfiableWriteConcern: 100,
  CannotBackfillArray: 15891,
  IDLFailedToParse: 40414,
  IDLUnknownField: 40415,
  Location31253: 31253,
  Location51091: 51091,
  Location31254: 31254,
  Location31249: 31249,
  NotImplemented: 238,
  ClientDisconnect: 279,
  InterruptedAtShutdown: 11600,
} as const;

/** A MongoDB error's `codeName`. */
export type CodeName = keyof typeof codes;

/** An error that is answered to the client with MongoDB's own code; `details` are further fields of the answer. */
export class MongoError extends Error {
  readonly codeName: CodeName;
  readonly code: number;
  readonly labels: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    codeName: CodeName,
    message: string,
    more: { labels?: readonly string[]; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = "MongoError";
    this.codeName = codeName;
    this.code = codes[codeName];
    this.labels = more.labels ?? [];
    this.details = more.details ?? {};
  }
}

/** Returns the error for something MongoDB has and this database has not. */
export function unsupported(what: string): MongoError {
  return new MongoError("NotImplemented", `${what} is not supported by this embedded database`);
}

/** Returns the error by which a transaction is told to start again, with the label that makes the driver do so. */
export function transient(
  codeName: "WriteConflict" | "SnapshotUnavailable" | "NoSuchTransaction",
  message: string,
): MongoError {
  return new MongoError(codeName, message, { labels: ["TransientTransactionError"] });
}
