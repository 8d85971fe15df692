import type { AppLoadContext } from "@remix-run/node";
import * as v from "valibot";
import { signedCookie } from "../cookie.server.ts";

const MINUTES_AT_PROVIDER = 10;

const SignOn = v.object({ state: v.string(), nonce: v.string(), codeVerifier: v.string(), redirectTo: v.string() });

/** What the browser keeps while its user is at the provider: only the browser that began can finish. */
export function signOnCookie(context: AppLoadContext) {
  return signedCookie(context, "follow-ups-sso", MINUTES_AT_PROVIDER * 60);
}

/** What the browser has kept, or null. */
export async function readSignOn(
  request: Request,
  context: AppLoadContext,
): Promise<v.InferOutput<typeof SignOn> | null> {
  const parsed = v.safeParse(SignOn, await signOnCookie(context).parse(request.headers.get("Cookie")));
  return parsed.success ? parsed.output : null;
}
