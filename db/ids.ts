import { createHash, randomBytes } from "node:crypto";

/** A new id such as `user_4fJ…`, unguessable and unique. */
export function newId(kind: "org" | "absence" | "user" | "contact" | "key" | "op"): string {
  return `${kind}_${randomBytes(15).toString("base64url")}`;
}

/** A new key for a form that adds something: the id of the one operation that it can do. */
export function newFormKey(): string {
  return newId("op");
}

/** The id of the operation that a caller asks for by an id of its own. */
export function operationIdOf(ownId: string): string {
  return `op_${createHash("sha256").update(ownId).digest("base64url")}`;
}

/** The SHA-256 of a secret that is itself random, in hex: what the database keeps of session ids and API keys. */
export function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
