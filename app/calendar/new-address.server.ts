import type { AppLoadContext } from "@remix-run/node";
import * as v from "valibot";
import { signedCookie } from "../cookie.server.ts";

const SECONDS_TO_NEXT_PAGE = 60;

function addressCookie(context: AppLoadContext) {
  return signedCookie(context, "follow-ups-calendar", SECONDS_TO_NEXT_PAGE);
}

/** The Set-Cookie header that carries a new calendar address to the account page. */
export function newAddressHeader(context: AppLoadContext, address: string): Promise<string> {
  return addressCookie(context).serialize(address);
}

/** The address that was just made, if any, and the header that removes it from the browser. */
export async function takeNewAddress(
  request: Request,
  context: AppLoadContext,
): Promise<{ address: string | null; header: string | null }> {
  const cookie = addressCookie(context);
  const parsed = v.safeParse(v.string(), await cookie.parse(request.headers.get("Cookie")));
  if (!parsed.success || parsed.output === "") return { address: null, header: null };
  return { address: parsed.output, header: await cookie.serialize("", { maxAge: 0 }) };
}
