import { decodeTyped, isDocument, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
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

/** Fails on a collation other than the plain order of bytes. */
export function refuseCollation(body: Doc): void {
  const { collation } = body;
  if (
    collation === undefined ||
    (isDocument(collation) && (collation["locale"] === "simple" || Object.keys(collation).length === 0))
  )
    return;
  throw new MongoError("NotImplemented", "collations are not supported by this embedded database");
}

/** Returns the variables of a command's `let`. */
export function letVariables(body: Doc): Doc {
  return documentField(body, "let");
}
