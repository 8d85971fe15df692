import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { findApiKey, listApiKeys, type ApiKey } from "../database.server.ts";
import { API_KEY_SCOPE_LABELS } from "../domain/api-key-scope.ts";
import { momentText, type Reader } from "../domain/date-text.ts";
import { takeShownOnce } from "../shown-once.server.ts";
import { nowOf } from "../now.server.ts";

/** What the page shows of an API key. */
export interface ApiKeyView {
  id: string;
  name: string;
  /** Its first characters; null where it was made before they were kept. */
  start: string | null;
  scopes: string;
  /** Such as `12 Nov 2026, 09:30 by ann@example.com`. */
  made: string;
  lastUsed: string;
  ends: string;
  isExpired: boolean;
}

/** The organization's API keys, the newest first. */
export async function apiKeyViews({ database, now }: AppLoadContext, viewer: Viewer): Promise<ApiKeyView[]> {
  const keys = await listApiKeys(database, viewer.organizationId);
  return keys.map((key) => viewOf(key, viewer, now.epochMilliseconds));
}

function viewOf({ madeBy, lastUsedAt, expiresAt, ...key }: ApiKey, reader: Reader, now: number): ApiKeyView {
  const moment = (at: Date) => momentText(at, reader);
  const isExpired = expiresAt !== null && expiresAt.getTime() <= now;
  return {
    id: key._id,
    name: key.name,
    start: key.start ?? null,
    scopes: key.scopes.map((scope) => API_KEY_SCOPE_LABELS[scope]).join(", "),
    made: moment(key.createdAt) + (madeBy ? ` by ${madeBy.name}` : ""),
    lastUsed: lastUsedAt ? moment(lastUsedAt) : "never",
    ends: expiresAt ? moment(expiresAt) : "never",
    isExpired,
  };
}

/** The key that the viewer has just made, once; `headers` takes the cookie that ends it. */
export async function newKeyOf(
  request: Request,
  context: AppLoadContext,
  { organizationId }: Viewer,
  headers: Headers,
): Promise<string | null> {
  const secret = await takeShownOnce(request, context, "api-key", headers);
  const found = secret && (await findApiKey(context.database, secret, nowOf(context)));
  // In this browser somebody else may have signed in since.
  return found && found.outcome === "found" && found.key.organizationId === organizationId ? secret : null;
}
