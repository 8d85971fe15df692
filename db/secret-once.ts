import { hkdfSync, randomBytes } from "node:crypto";
import type { ClientSession } from "mongodb";
import type { Database } from "./collections.ts";
import { addOnce, type Addition } from "./operations.ts";
import type { Scope } from "./scope.ts";

/** A form that makes a secret, such as a link. */
export interface SecretForm {
  /** The form's key; undefined where it has none, and then every time makes another secret. */
  operationId: string | undefined;
  /** The server's own secret, of which and of a random seed the new one is derived: the database keeps the seed alone. */
  serverSecret: string;
}

/** What to make, by which form. */
export interface SecretToMake extends Omit<Addition, "operationId"> {
  form: SecretForm;
  bytes: number;
}

/** The secret of a form whose answer was lost is the same when it is sent again. */
export type SecretOfForm = { outcome: "made"; secret: Buffer } | { outcome: "reused" };

/**
 * Makes a secret inside the session's transaction, once for each form: `make` keeps what it opens. Whoever calls this
 * looks whether that is still there, as it may have ended since the form was sent first.
 */
export async function makeSecretOnce(
  database: Database,
  scope: Scope,
  session: ClientSession,
  { form: { operationId, serverSecret }, bytes, ...addition }: SecretToMake,
  make: (secret: Buffer) => Promise<void>,
): Promise<SecretOfForm> {
  const info = `follow-ups ${addition.request} ${scope.organizationId} ${scope.userId}`;
  const secretOf = (seed: string) => Buffer.from(hkdfSync("sha256", serverSecret, seed, info, bytes));
  const seed = randomBytes(24).toString("base64url");
  const added = await addOnce(database, scope, session, { operationId, ...addition }, async () => {
    await make(secretOf(seed));
    return { id: seed };
  });
  return added && "id" in added ? { outcome: "made", secret: secretOf(added.id) } : { outcome: "reused" };
}
