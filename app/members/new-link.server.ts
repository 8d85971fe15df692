import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { shownOnceHeader, takeShownOnce } from "../shown-once.server.ts";

/** The Set-Cookie header that carries a new link, whose path is `path`, to the page that shows it. */
export function newLinkHeader(
  request: Request,
  context: AppLoadContext,
  viewer: Viewer,
  path: string,
): Promise<string> {
  return shownOnceHeader(context, "member-link", `${ownerOf(viewer)} ${new URL(request.url).origin}${path}`);
}

/** The link that the viewer has just made, once; `headers` takes the cookie that ends it. */
export async function takeNewLink(
  request: Request,
  context: AppLoadContext,
  viewer: Viewer,
  headers: Headers,
): Promise<string | null> {
  const made = await takeShownOnce(request, context, "member-link", headers);
  const owner = `${ownerOf(viewer)} `;
  // In this browser somebody else may have signed in since.
  return made?.startsWith(owner) ? made.slice(owner.length) : null;
}

function ownerOf({ userId, organizationId }: Viewer): string {
  return `${userId} ${organizationId}`;
}
