import { BSONError } from "bson";
import type { Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";

/** Returns the answer for an error: MongoDB's code where it is known, else what went wrong as an internal error. */
export function errorDocument(error: unknown): Doc {
  const known = asMongoError(error);
  return {
    ok: 0,
    errmsg: known.message,
    code: known.code,
    codeName: known.codeName.startsWith("Location") ? `Location${known.code}` : known.codeName,
    ...(known.labels.length > 0 ? { errorLabels: [...known.labels] } : {}),
    ...known.details,
  };
}

/** Returns the error as one with a code. */
export function asMongoError(error: unknown): MongoError {
  if (error instanceof MongoError) return error;
  if (error instanceof BSONError) return new MongoError("InvalidBSON", error.message);
  if (error instanceof RangeError)
    return new MongoError("BadValue", `the request is nested too deeply or too large: ${error.message}`);
  return new MongoError("InternalError", error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}
