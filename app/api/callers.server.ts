import type { AppLoadContext } from "@remix-run/node";
import { bearerToken } from "../auth/bearer.ts";
import { verifyEmbedToken } from "../auth/embed-token.server.ts";
import { networkOf } from "../auth/network.ts";
import { findViewer, viewerOf, type Viewer, type ViewerResult } from "../auth/viewer.server.ts";
import {
  apiKeyIsFor,
  findApiKey,
  findOrganization,
  findUserWithOrganizations,
  noteKeyUse,
  type ApiKey,
} from "../database.server.ts";
import type { ApiKeyScope } from "../domain/api-key-scope.ts";
import { todayIn, usableTimeZone } from "../domain/calendar.ts";
import type { TeamReader } from "../team/team-day.server.ts";
import { ApiRefusal } from "./errors.ts";
import { nowOf } from "../now.server.ts";

/** The viewer who calls: by an embed token where the request has one, else by the session; throws a refusal. */
export function requireApiViewer(request: Request, context: AppLoadContext): Promise<Viewer> {
  return counted(context, identifyViewer(request, context), ({ userId }) => userId);
}

/** Finds the organization's API key that calls, which has to be for `scope`; throws a refusal. */
export function requireApiKey(scope: ApiKeyScope) {
  return async (request: Request, context: AppLoadContext): Promise<CallingKey> => {
    const key = await counted(context, identifyKey(request, context), ({ _id }) => _id);
    // A key that names no scope is for nothing.
    if (!key.scopes?.includes(scope)) {
      throw new ApiRefusal("wrong_scope", `This API key is not for the scope ${scope}.`);
    }
    return { organizationId: key.organizationId, keyId: key._id, name: key.name };
  };
}

/** The organization's API key for `scope` where the request has a bearer token, else the viewer of the session. */
export function requireViewerOrKey(scope: ApiKeyScope) {
  const byKey = requireApiKey(scope);
  return (request: Request, context: AppLoadContext): Promise<Viewer | CallingKey> =>
    bearerToken(request.headers.get("Authorization")) === null
      ? requireApiViewer(request, context)
      : byKey(request, context);
}

/** An API key that calls. */
export interface CallingKey {
  organizationId: string;
  keyId: string;
  name: string;
}

/** The user who signed in; throws a refusal. */
export function requireSessionViewer(request: Request, context: AppLoadContext): Promise<Viewer> {
  if (bearerToken(request.headers.get("Authorization")) === null) return requireApiViewer(request, context);
  return counted(
    context,
    Promise.reject(new ApiRefusal("not_signed_in", "Sign in: a key or a token doesn't do here.")),
    () => "",
  );
}

/** Who reads how a team's day stands: an admin who signed in, or the organization's API key for contacts; throws a refusal. */
export async function requireTeamReader(request: Request, context: AppLoadContext): Promise<TeamReader> {
  const caller = await requireViewerOrKey("contacts")(request, context);
  if ("role" in caller) {
    if (caller.role === "admin") return caller;
    throw new ApiRefusal("admins_only", "Only an admin of the organization may see how the team's day stands.");
  }
  const { organizationId } = caller;
  const organization = await findOrganization(context.database, organizationId);
  const timeZone = usableTimeZone(organization?.timeZone ?? null);
  return { organizationId, timeZone, today: todayIn(context.now, timeZone) };
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

async function identifyKey(request: Request, { database, now, log }: AppLoadContext): Promise<ApiKey> {
  const bearer = bearerToken(request.headers.get("Authorization"));
  const date = nowOf({ now });
  const found = bearer === null ? null : await findApiKey(database, bearer, date);
  if (found?.outcome === "expired") throw new ApiRefusal("not_signed_in", "This API key has expired.");
  if (found?.outcome !== "found") throw new ApiRefusal("not_signed_in", "Send an API key: Authorization: Bearer …");
  // A database that takes no writes still answers.
  await noteKeyUse(database, found.key, date).catch((error: unknown) => log.warn(error, "Can't note a key's use"));
  return found.key;
}

/** The user that a token names, while they are a member and the key it was made with is still for that. */
async function findEmbedded(jwt: string, request: Request, context: AppLoadContext): Promise<ViewerResult> {
  const result = await verifyEmbedToken(jwt, context.tokenKeys, context.now);
  if (result.outcome === "expired") throw new ApiRefusal("token_expired", "The token has expired. Get a new one.");
  if (result.outcome === "invalid") throw new ApiRefusal("not_signed_in", "The token is not valid.");
  const { userId, organizationId, origin, keyId } = result.token;
  if (request.headers.get("Origin") !== origin) throw new ApiRefusal("wrong_origin", "The token is for another site.");
  const key = { organizationId, keyId, scope: "panel-tokens" } as const;
  if (!(await apiKeyIsFor(context.database, key, nowOf(context)))) {
    return { outcome: "signedOut" };
  }
  const account = await findUserWithOrganizations(context.database, userId);
  const found = viewerOf(context, account, organizationId);
  // Elsewhere a user who left is shown another of their organizations; a token opens the one it names or none.
  if (found.outcome === "viewer" && found.viewer.organizationId !== organizationId) return { outcome: "signedOut" };
  return found;
}
