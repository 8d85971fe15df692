import type { LoaderFunctionArgs } from "@remix-run/node";
import { viewerOf } from "../auth/viewer.server.ts";
import { feedText } from "../calendar/feed-text.server.ts";
import { findFeedOfSecret, findUserWithOrganizations, listComing } from "../database.server.ts";

const MOST_EVENTS = 1_000;
const EXTENSION = ".ics";

/** The coming follow-ups of the user whose address this is, for their calendar program; the address is the key. */
export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  const token = params.token ?? "";
  const feed = token.endsWith(EXTENSION)
    ? await findFeedOfSecret(context.database, token.slice(0, -EXTENSION.length))
    : null;
  const account = feed && (await findUserWithOrganizations(context.database, feed.userId));
  const found = feed && viewerOf(context, account, feed.organizationId);
  // One who has left the organization is shown another of theirs: that isn't what this address opens.
  if (found?.outcome !== "viewer" || found.viewer.organizationId !== feed?.organizationId) throw noSuchCalendar();
  const { viewer } = found;
  const followUps = await listComing(context.database, viewer, { today: viewer.today, limit: MOST_EVENTS });
  const name = `Follow-ups: ${viewer.organization.name}`;
  const { organizationId } = viewer;
  return new Response(feedText(followUps, { name, organizationId, origin: new URL(request.url).origin }), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}

function noSuchCalendar(): Response {
  return new Response("There is no such calendar.\n", { status: 404 });
}
