import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { safeRedirect } from "../auth/redirect-to.ts";
import { signOnCookie } from "../auth/sign-on-cookie.server.ts";
import { messageHeader } from "../message.server.ts";

/** Sends the browser to the provider of identities, and remembers where it wanted to go. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { singleSignOn, log } = context;
  if (!singleSignOn) throw new Response(null, { status: 404 });
  const url = new URL(request.url);
  const redirectTo = safeRedirect(url.searchParams.get("redirectTo"));
  // Another site's link signs nobody in: who follows it comes to the button first.
  const site = request.headers.get("Sec-Fetch-Site");
  if (site === "cross-site" || site === "same-site") {
    return redirect(`/login?redirectTo=${encodeURIComponent(redirectTo)}`);
  }
  try {
    const { address, checks } = await singleSignOn.begin(`${url.origin}/sso/callback`);
    const cookie = await signOnCookie(context).serialize({ ...checks, redirectTo });
    return redirect(address.href, { headers: { "Set-Cookie": cookie, "Cache-Control": "no-store" } });
  } catch (error) {
    log.warn(error, "The provider of identities doesn't answer");
    const text = "Single sign-on can’t be reached. Try again in a moment.";
    return redirect("/login", { headers: { "Set-Cookie": await messageHeader(context, { tone: "error", text }) } });
  }
}
