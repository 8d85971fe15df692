import type { AppLoadContext } from "@remix-run/node";
import { randomBytes } from "node:crypto";
import * as v from "valibot";
import { signedCookie } from "../cookie.server.ts";

/** A year; some browsers keep cookies no longer than 400 days. */
const MAX_AGE_SECONDS = 365 * 24 * 60 * 60;
const MOST_USERS = 5;

const KnownBrowser = v.object({ id: v.string(), userIds: v.array(v.string()) });

/** A browser in which users have signed in before: its own random id, and who they are. */
export type KnownBrowser = v.InferOutput<typeof KnownBrowser>;

/** What the browser that sends the request is known by, or null. */
export async function readKnownBrowser(request: Request, context: AppLoadContext): Promise<KnownBrowser | null> {
  const parsed = v.safeParse(KnownBrowser, await knownCookie(context).parse(request.headers.get("Cookie")));
  return parsed.success ? parsed.output : null;
}

/** The cookie by which the browser is known as the user's from now on, and still as that of others who signed in last. */
export function rememberBrowser(context: AppLoadContext, before: KnownBrowser | null, userId: string): Promise<string> {
  const others = before?.userIds.filter((id) => id !== userId) ?? [];
  const known: KnownBrowser = {
    id: before?.id ?? randomBytes(16).toString("base64url"),
    userIds: [userId, ...others].slice(0, MOST_USERS),
  };
  return knownCookie(context).serialize(known);
}

function knownCookie(context: AppLoadContext) {
  return signedCookie(context, "follow-ups-known-browser", MAX_AGE_SECONDS);
}
