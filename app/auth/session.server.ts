import type { AppLoadContext } from "@remix-run/node";
import * as v from "valibot";
import { signedCookie } from "../cookie.server.ts";
import {
  addSession,
  endSession,
  LONGEST_DAYS,
  openSession,
  type NewSession,
  type OpenSession,
} from "../database.server.ts";
import { bearerToken } from "./bearer.ts";
import { nowOf } from "../now.server.ts";

const LONGEST_BROWSER_NAME = 300;

/** The session of the browser that sends the request, or null; a request with a token is the token's, whatever its cookies. */
export async function readSession(request: Request, context: AppLoadContext): Promise<OpenSession | null> {
  const id = await sessionIdOf(request, context);
  return id === null ? null : openSession(context.database, id, nowOf(context));
}

/** True where the browser's cookie is one that this server has signed, though its session may have ended. */
export async function hasSessionCookie(request: Request, context: AppLoadContext): Promise<boolean> {
  return (await sessionIdOf(request, context)) !== null;
}

async function sessionIdOf(request: Request, context: AppLoadContext): Promise<string | null> {
  if (bearerToken(request.headers.get("Authorization")) !== null) return null;
  const id = v.safeParse(v.string(), await sessionCookie(context).parse(request.headers.get("Cookie")));
  return id.success ? id.output : null;
}

/** Starts a session under a new id, ends the browser's one before, and returns its key and the cookie to set. */
export async function startSession(
  request: Request,
  context: AppLoadContext,
  signedIn: Pick<NewSession, "userId" | "organizationId" | "signedInBy">,
): Promise<{ key: string; cookie: string }> {
  const before = await readSession(request, context);
  if (before) await endSession(context.database, before.userId, before._id);
  const browser = (request.headers.get("User-Agent") ?? "").slice(0, LONGEST_BROWSER_NAME);
  const session = { ...signedIn, browser, address: context.address };
  const { id, key } = await addSession(context.database, session, nowOf(context));
  return { key, cookie: await sessionCookie(context).serialize(id) };
}

/** Ends the browser's session and returns the cookie that removes it from the browser. */
export async function endBrowserSession(request: Request, context: AppLoadContext): Promise<string> {
  const session = await readSession(request, context);
  if (session) await endSession(context.database, session.userId, session._id);
  return sessionCookie(context).serialize("", { maxAge: 0 });
}

function sessionCookie(context: AppLoadContext) {
  return signedCookie(context, "follow-ups-session", LONGEST_DAYS * 24 * 60 * 60);
}
