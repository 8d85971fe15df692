import type { AppLoadContext } from "@remix-run/node";
import { bearerToken } from "../auth/bearer.ts";
import { verifyEmbedToken } from "../auth/embed-token.server.ts";
import { networkOf } from "../auth/network.ts";
import { findViewer, viewerOf, type Viewer, type ViewerResult } from "../auth/viewer.server.ts";
import { apiKeyExists, findApiKey } from "../database.server.ts";
import { ApiRefusal } from "./errors.ts";

/** The viewer who calls: by an embed token where the request has one, else by the session; throws a refusal. */
export function requireApiViewer(request: Request, context: AppLoadContext): Promise<Viewer> {
  return counted(context, identifyViewer(request, context), ({ userId }) => userId);
}

/** The organization's API key that calls; throws a refusal. */
export function requireApiKey(request: Request, context: AppLoadContext): Promise<CallingKey> {
  return counted(context, identifyKey(request, context), ({ keyId }) => keyId);
}

/** Throws a refusal where the caller's address, all that is known of them, has called too often. */
export async function countAnonymous(context: AppLoadContext): Promise<void> {
  const wait = await context.countCall(`address ${networkOf(context.address)}`, context.now.epochMilliseconds);
  if (wait > 0) throw tooManyRequests(wait);
}

/** Counts a call by its caller, and by the address where there is none. */
async function counted<Caller>(
  context: AppLoadContext,
  identified: Promise<Caller>,
  nameOf: (caller: Caller) => string,
): Promise<Caller> {
  let caller: Caller;
  try {
    caller = await identified;
  } catch (error) {
    if (error instanceof ApiRefusal) await countAnonymous(context);
    throw error;
  }
  const wait = await context.countCall(nameOf(caller), context.now.epochMilliseconds);
  if (wait > 0) throw tooManyRequests(wait);
  return caller;
}

function tooManyRequests(milliseconds: number): ApiRefusal {
  const seconds = Math.ceil(milliseconds / 1_000);
  return new ApiRefusal("too_many_requests", `Too many requests. Try again in ${seconds} s.`, {
    headers: { "Retry-After": String(seconds) },
  });
}

/** The same, uncounted. */
export async function identifyViewer(request: Request, context: AppLoadContext): Promise<Viewer> {
  const bearer = bearerToken(request.headers.get("Authorization"));
  const result = bearer === null ? await findViewer(request, context) : await findEmbedded(bearer, request, context);
  if (result.outcome === "viewer") {
    // A page that was left open must not act in the organization that another tab has switched to.
    const expected = request.headers.get("Expected-Organization");
    if (expected === null || expected === result.viewer.organizationId) return result.viewer;
    throw new ApiRefusal("other_organization", "You have switched to another organization.");
  }
  if (result.outcome === "noOrganization") {
    throw new ApiRefusal("no_organization", "Your account belongs to no organization.");
  }
  if (result.outcome === "needsSingleSignOn") {
    throw new ApiRefusal("not_signed_in", "Sign in by single sign-on: passwords don't open this organization.");
  }
  throw new ApiRefusal("not_signed_in", "Sign in first.");
}

interface CallingKey {
  organizationId: string;
  keyId: string;
}

async function identifyKey(request: Request, { database }: AppLoadContext): Promise<CallingKey> {
  const bearer = bearerToken(request.headers.get("Authorization"));
  const key = bearer ? await findApiKey(database, bearer) : null;
  if (!key) throw new ApiRefusal("not_signed_in", "Send an API key: Authorization: Bearer …");
  return { organizationId: key.organizationId, keyId: key._id };
}

/** The user that a token names, while they are a member and the key it was made with exists. */
async function findEmbedded(jwt: string, request: Request, context: AppLoadContext): Promise<ViewerResult> {
  const result = await verifyEmbedToken(jwt, context.tokenKeys, context.now);
  if (result.outcome === "expired") throw new ApiRefusal("token_expired", "The token has expired. Get a new one.");
  if (result.outcome === "invalid") throw new ApiRefusal("not_signed_in", "The token is not valid.");
  const { userId, organizationId, origin, keyId } = result.token;
  if (request.headers.get("Origin") !== origin) throw new ApiRefusal("wrong_origin", "The token is for another site.");
  if (!(await apiKeyExists(context.database, { organizationId, keyId }))) return { outcome: "signedOut" };
  const found = await viewerOf(context, userId, organizationId);
  // Elsewhere a user who left is shown another of their organizations; a token opens the one it names or none.
  if (found.outcome === "viewer" && found.viewer.organizationId !== organizationId) return { outcome: "signedOut" };
  return found;
}
