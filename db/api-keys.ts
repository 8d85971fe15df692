import type { ApiKeyDocument, Database, UserDocument } from "./collections.ts";
import { normalizeEmail } from "./accounts.ts";
import { hashOfSecret } from "./ids.ts";

/** The API key with that secret, or null. */
export function findApiKey({ apiKeys }: Database, secret: string): Promise<ApiKeyDocument | null> {
  return apiKeys.findOne({ hash: hashOfSecret(secret) });
}

/** True while the organization has that API key. */
export async function apiKeyExists(
  { apiKeys }: Database,
  key: { organizationId: string; keyId: string },
): Promise<boolean> {
  return (await apiKeys.countDocuments({ _id: key.keyId, organizationId: key.organizationId }, { limit: 1 })) > 0;
}

/** The member of the organization with that email, or null. */
export function findMember(
  { users }: Database,
  member: { organizationId: string; email: string },
): Promise<UserDocument | null> {
  const { organizationId, email } = member;
  return users.findOne({ email: normalizeEmail(email), "memberships.organizationId": organizationId });
}
