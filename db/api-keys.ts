import type { ClientSession, Collection } from "mongodb";
import { API_KEY_SCOPES, type ApiKeyScope } from "../app/domain/api-key-scope.ts";
import { isKeySecret, KEY_BYTES, newKeySecret, startOfKey } from "./api-key-secret.ts";
import { commandLine, recordAudit, type AuditEntry, type AuditSource } from "./audit.ts";
import type { ApiKeyDocument, Database } from "./collections.ts";
import { hashOfSecret, newId } from "./ids.ts";
import { makeSecretOnce, type SecretForm } from "./secret-once.ts";

/** Keys that an organization has at most. */
export const MOST_API_KEYS = 100;

/** A use is noted once in this time, so that a call isn't a write. */
const NOTED_EVERY_MILLISECONDS = 60_000;

/** A key to make. */
export interface NewApiKey {
  organizationId: string;
  name: string;
  now: Date;
  /** All of them where it isn't said. */
  scopes?: readonly ApiKeyScope[];
  /** Null where it never ends. */
  expiresAt?: Date | null;
  /** Who makes it, as the audit log has it; the command line where it isn't said. */
  source?: AuditSource;
}

/** Adds an API key and returns it; it can't be read again, only its hash is kept. */
export async function addApiKey(database: Database, wanted: NewApiKey): Promise<string> {
  const secret = newKeySecret();
  await database.client.withSession((session) =>
    session.withTransaction(() => keepKey(database, wanted, secret, session)),
  );
  return secret;
}

/** What became of a form for a key; `ended` where the one that it had made isn't there any more. */
export type KeyOfForm = { outcome: "made"; secret: string } | { outcome: "reused" | "ended" };

/** Adds the API key that a user's form asks for, once: the same form sent again, all that it has `said`, is given the same key. */
export async function addApiKeyOfForm(
  database: Database,
  userId: string,
  { form, said, ...wanted }: NewApiKey & { form: SecretForm; said: object },
): Promise<KeyOfForm> {
  const { organizationId, now } = wanted;
  const addition = { form, bytes: KEY_BYTES, request: "an API key", said, now };
  const keep = (session: ClientSession) =>
    makeSecretOnce(database, { organizationId, userId }, session, addition, (bytes) =>
      keepKey(database, wanted, newKeySecret(bytes), session),
    );
  const made = await database.client.withSession((session) => session.withTransaction(() => keep(session)));
  if (made.outcome === "reused") return made;
  const secret = newKeySecret(made.secret);
  const isThere = await database.apiKeys.countDocuments({ hash: hashOfSecret(secret) }, { limit: 1 });
  return isThere ? { outcome: "made", secret } : { outcome: "ended" };
}

async function keepKey(database: Database, wanted: NewApiKey, secret: string, session: ClientSession): Promise<void> {
  const { organizationId, name, now, scopes = API_KEY_SCOPES, expiresAt = null } = wanted;
  const source = wanted.source ?? commandLine(now);
  const key: ApiKeyDocument = {
    _id: newId("key"),
    organizationId,
    name,
    hash: hashOfSecret(secret),
    start: startOfKey(secret),
    scopes: API_KEY_SCOPES.filter((scope) => scopes.includes(scope)),
    madeBy: source.by,
    expiresAt,
    createdAt: now,
  };
  await database.apiKeys.insertOne(key, { session });
  await recordKey(database, source, { kind: "apiKeyMade", key }, session);
}

/** True while the organization may have one more key. */
export async function hasRoomForKey({ apiKeys }: Database, organizationId: string): Promise<boolean> {
  return (await apiKeys.countDocuments({ organizationId }, { limit: MOST_API_KEYS })) < MOST_API_KEYS;
}

/** The organization's keys, the newest first. */
export function listApiKeys({ apiKeys }: Database, organizationId: string): Promise<ApiKeyDocument[]> {
  // More than may be made there are only where they were made earlier: those come up when others are revoked.
  return apiKeys.find({ organizationId }).sort({ createdAt: -1, _id: 1 }).limit(MOST_API_KEYS).toArray();
}

/** Ends a key of the organization at once, and the tokens that it has got; null where there is no such key. */
export async function revokeApiKey(
  database: Database,
  { organizationId, keyId }: { organizationId: string; keyId: string },
  source: AuditSource,
): Promise<ApiKeyDocument | null> {
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      const key = await database.apiKeys.findOneAndDelete({ _id: keyId, organizationId }, { session });
      if (key) await recordKey(database, source, { kind: "apiKeyRevoked", key }, session);
      return key;
    }),
  );
}

/** The API key with that secret, or why it opens nothing; what can't be a key isn't looked up. */
export async function findApiKey(
  { apiKeys }: Database,
  secret: string,
  now: Date,
): Promise<{ outcome: "found"; key: ApiKeyDocument } | { outcome: "unknown" | "expired" }> {
  const key = isKeySecret(secret) ? await apiKeys.findOne({ hash: hashOfSecret(secret) }) : null;
  if (!key) return { outcome: "unknown" };
  return key.expiresAt && key.expiresAt <= now ? { outcome: "expired" } : { outcome: "found", key };
}

/** True while the organization has that API key and it is for `scope`: a key that names no scope is for nothing. */
export async function apiKeyIsFor(
  { apiKeys }: Database,
  { organizationId, keyId, scope }: { organizationId: string; keyId: string; scope: ApiKeyScope },
  now: Date,
): Promise<boolean> {
  const ends = { $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] };
  return (await apiKeys.countDocuments({ _id: keyId, organizationId, scopes: scope, ...ends }, { limit: 1 })) > 0;
}

/** Notes that the key was used, to within a minute. */
export async function noteKeyUse({ apiKeys }: Database, { _id, lastUsedAt }: ApiKeyDocument, now: Date): Promise<void> {
  const before = new Date(now.getTime() - NOTED_EVERY_MILLISECONDS);
  if (lastUsedAt && lastUsedAt > before) return;
  // Of calls that come together, one writes.
  await apiKeys.updateOne(
    { _id, $or: [{ lastUsedAt: { $exists: false } }, { lastUsedAt: { $lte: before } }] },
    { $set: { lastUsedAt: now } },
  );
}

/** Keys that were made before there were scopes stay for all that they opened. */
export async function fillScopes(apiKeys: Collection<ApiKeyDocument>): Promise<void> {
  await apiKeys.updateMany({ scopes: { $exists: false } }, { $set: { scopes: [...API_KEY_SCOPES], expiresAt: null } });
}

function recordKey(
  database: Database,
  source: AuditSource,
  { kind, key }: { kind: "apiKeyMade" | "apiKeyRevoked"; key: ApiKeyDocument },
  session: ClientSession,
): Promise<void> {
  const { _id, organizationId, name, scopes, expiresAt } = key;
  const ends = expiresAt ? `; ends ${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC` : "";
  const entry: AuditEntry = {
    organizationId,
    kind,
    about: { type: "apiKey", id: _id, name },
    detail: scopes.join(", ") + ends,
  };
  return recordAudit(database, source, entry, session);
}
