import { createHash, randomBytes } from "node:crypto";

/** A new id such as `user_4fJ…`, unguessable and unique. */
export function newId(kind: "org" | "user" | "contact" | "key" | "op"): string {
  return `${kind}_${randomBytes(15).toString("base64url")}`;
}

/** A new key for a form that adds something: the id of the one operation that it can do. */
export function newFormKey(): string {
  return newId("op");
}

/** The SHA-256 of a secret that is itself random, in hex: what the database keeps of session ids and API keys. */
export function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
