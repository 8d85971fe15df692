import { API_KEY_SCOPES, type ApiKeyScope } from "../../app/domain/api-key-scope.ts";
import { addApiKey } from "../../db/api-keys.ts";
import { hashOfSecret } from "../../db/ids.ts";
import type { AdminsTrial } from "./admins-trial.ts";

/** A site that shows the panel. */
export const HOST = "https://host.example";

/** Makes keys of the first organization, and calls with them. */
export type KeyCalls = ReturnType<typeof keyCalls>;

/** The calls on the trial's server. */
export function keyCalls({
  server: { origin },
  connection: { database },
  world: { first: organizationId },
}: AdminsTrial) {
  const newKey = (scopes: readonly ApiKeyScope[] = API_KEY_SCOPES, expiresAt: Date | null = null) =>
    addApiKey(database, { organizationId: organizationId, name: "Host", now: new Date(), scopes, expiresAt });
  const keyOf = async (secret: string) => (await database.apiKeys.findOne({ hash: hashOfSecret(secret) }))!;
  const callWith = (secret: string, path = "/api/contacts", method = "GET", body?: object) =>
    fetch(origin + path, {
      method,
      headers: { Authorization: `Bearer ${secret}`, ...(body && { "Content-Type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const status = async (secret: string) => (await callWith(secret)).status;
  const mint = async (secret: string) => {
    const answer = await callWith(secret, "/api/embed-tokens", "POST", { email: "ann@example.com", origin: HOST });
    return ((await answer.json()) as { token: string }).token;
  };
  const statusOfToken = async (token: string) =>
    (await fetch(`${origin}/api/follow-ups/due`, { headers: { Authorization: `Bearer ${token}`, Origin: HOST } }))
      .status;

  return { newKey, keyOf, callWith, status, mint, statusOfToken };
}
