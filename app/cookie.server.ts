import { createHmac } from "node:crypto";
import { createCookie, type AppLoadContext, type Cookie } from "@remix-run/node";

/**
 * A cookie of this host alone that scripts can't read, signed with a key of its own name's, so that the value of one
 * cookie is nothing in another. Over HTTPS no other host of the domain can set it.
 */
export function signedCookie(
  { sessionSecret, secure }: Pick<AppLoadContext, "sessionSecret" | "secure">,
  name: string,
  maxAge: number,
): Cookie {
  return createCookie(secure ? `__Host-${name}` : name, {
    secrets: [createHmac("sha256", sessionSecret).update(`cookie ${name}`).digest("base64url")],
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure,
    maxAge,
  });
}
