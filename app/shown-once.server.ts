import type { AppLoadContext } from "@remix-run/node";
import * as v from "valibot";
import { signedCookie } from "./cookie.server.ts";

const SECONDS_TO_NEXT_PAGE = 60;

/** What is shown once, right after it was made. */
export type ShownOnce = "calendar" | "api-key" | "member-link";

function cookieFor(context: AppLoadContext, kind: ShownOnce) {
  return signedCookie(context, `follow-ups-${kind}`, SECONDS_TO_NEXT_PAGE);
}

/** The Set-Cookie header that carries a secret to the page that shows it. */
export function shownOnceHeader(context: AppLoadContext, kind: ShownOnce, secret: string): Promise<string> {
  return cookieFor(context, kind).serialize(secret);
}

/** The secret that was just made, or null; `headers` takes the cookie that removes it from the browser. */
export async function takeShownOnce(
  request: Request,
  context: AppLoadContext,
  kind: ShownOnce,
  headers: Headers,
): Promise<string | null> {
  const cookie = cookieFor(context, kind);
  const parsed = v.safeParse(v.string(), await cookie.parse(request.headers.get("Cookie")));
  if (!parsed.success || parsed.output === "") return null;
  headers.append("Set-Cookie", await cookie.serialize("", { maxAge: 0 }));
  return parsed.output;
}
