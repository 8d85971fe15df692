import { decodeTyped, isDocument, type Doc } from "../bson/documents.ts";
import { MongoError, unsupported } from "../errors.ts";
import type { Request } from "./server.ts";

/** Returns the collection's name that a command is about; fails where it is none that can be stored. */
export function collectionName(request: Request, field: string = request.name): string {
  const name = request.body[field];
  if (typeof name !== "string") throw new MongoError("BadValue", `collection name has invalid type`);
  if (name === "" || name.includes("\0") || name.includes("$") || name.startsWith(".")) {
    throw new MongoError("InvalidNamespace", `Invalid namespace specified '${request.database}.${name}'`);
  }
  return name;
}

/** Returns a list of documents that came in the command or beside it as a document sequence. */
export function documentList(request: Request, field: string): Doc[] {
  const sequence = request.sequences.get(field);
  if (sequence) return sequence.map(decodeTyped);
  const list = request.typed[field];
  if (!Array.isArray(list) || !list.every(isDocument)) {
    throw new MongoError(
      "TypeMismatch",
      `BSON field '${request.name}.${field}' is the wrong type, expected type 'array' of objects`,
    );
  }
  return list;
}

/** Fails where a document has a field that is not known, as MongoDB's parser does. */
export function onlyFields(document: Doc, known: readonly string[], what: string): void {
  for (const name of Object.keys(document)) {
    if (!known.includes(name))
      throw new MongoError("IDLUnknownField", `BSON field '${what}.${name}' is an unknown field.`);
  }
}

/** Returns a whole number of a command, or what stands for it where it is missing; fails on anything else. */
export function numberField(body: Doc, field: string, missing: number): number {
  const value = body[field] ?? missing;
  if (typeof value !== "number" || (Number.isFinite(value) && !Number.isInteger(value))) {
    throw new MongoError("TypeMismatch", `BSON field '${field}' is the wrong type, expected a whole number`);
  }
  return value;
}

/** Returns a command's document, or an empty one where it is missing. */
export function documentField(body: Doc, field: string): Doc {
  const value = body[field] ?? {};
  if (!isDocument(value))
    throw new MongoError("TypeMismatch", `BSON field '${field}' is the wrong type, expected type 'object'`);
  return value;
}

const isEmpty = (value: unknown): boolean => isDocument(value) && Object.keys(value).length === 0;

/** Fails on what commands and their statements may say beside what they are about, where it means something else than here. */
export function refuseOptions(fields: Doc): void {
  const { collation, let: variables, arrayFilters } = fields;
  const isSimple = isDocument(collation) && collation["locale"] === "simple" && Object.keys(collation).length === 1;
  if (collation !== undefined && !isEmpty(collation) && !isSimple) throw unsupported("a collation");
  if (variables !== undefined && !isEmpty(variables)) throw unsupported("'let'");
  if (arrayFilters !== undefined) throw unsupported("'arrayFilters'");
}

/** Fails on concerns that one server without copies in other places can't keep, and on reads of another moment. */
export function refuseConcerns(body: Doc, inTransaction: boolean): void {
  const { readConcern, writeConcern } = body;
  if (isDocument(readConcern)) {
    const { level, ...others } = readConcern;
    const levels: unknown[] = [undefined, "local", "available", "majority", "linearizable"];
    if (!levels.includes(level) && !(level === "snapshot" && inTransaction))
      throw unsupported(`the read concern '${String(level)}'`);
    // Everything that was acknowledged is read.
    onlyFields(others, ["afterClusterTime", "provenance"], "readConcern");
  }
  if (isDocument(writeConcern)) {
    const { w = 1 } = writeConcern;
    if (w !== "majority" && w !== 0 && w !== 1)
      throw new MongoError("UnsatisfiableWriteConcern", "Not enough data-bearing nodes");
  }
}
