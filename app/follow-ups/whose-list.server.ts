import { redirect, type AppLoadContext } from "@remix-run/node";
import { ApiRefusal } from "../api/errors.ts";
import { bearerToken } from "../auth/bearer.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { TO_FOLLOW_UPS, type WayBack } from "../contacts/way-back.ts";
import { findMemberName } from "../database.server.ts";
import { dueViewHref, WHOLE_LIST } from "../domain/due-view.ts";
import { messageHeader } from "../message.server.ts";

/** A viewer with the list that they work: their own, or with a name that of the member with that name. */
export type ListViewer<Kind extends Viewer = Viewer> = Kind & { ofName: string | null };

/** What one reads who may not work the list of somebody else, or there is no such member. */
const NOT_YOURS = "That isn’t a list that you can work on.";

/**
 * The viewer with the list of the member `whose`, or with their own where it is null; null where they may not work that one.
 * An admin may work every member's.
 */
export async function listViewer<Kind extends Viewer>(
  { database }: AppLoadContext,
  viewer: Kind,
  whose: string | null,
): Promise<ListViewer<Kind> | null> {
  if (whose === null || whose === viewer.userId) return { ...viewer, ofName: null };
  if (viewer.role !== "admin") return null;
  const ofName = await findMemberName(database, viewer.organizationId, whose);
  return ofName === null ? null : { ...viewer, of: whose, ofName };
}

/** The same for a page; throws the way to the viewer's own list, where that is told. */
export async function requireListViewer<Kind extends Viewer>(
  context: AppLoadContext,
  viewer: Kind,
  whose: string | null,
): Promise<ListViewer<Kind>> {
  const found = await listViewer(context, viewer, whose);
  if (found) return found;
  const headers = { "Set-Cookie": await messageHeader(context, { tone: "error", text: NOT_YOURS }) };
  throw redirect(TO_FOLLOW_UPS.href, { status: 303, headers });
}

/** The same for the API; throws its refusal. A token, which is another site's, is for one's own list alone. */
export async function requireApiListViewer(
  request: Request,
  context: AppLoadContext,
  viewer: Viewer,
  whose: string | undefined,
): Promise<ListViewer> {
  const isToken = bearerToken(request.headers.get("Authorization")) !== null;
  const found = isToken && whose !== undefined ? null : await listViewer(context, viewer, whose ?? null);
  if (!found) throw new ApiRefusal("not_found", NOT_YOURS);
  return found;
}

/** The way back to the list that the viewer works. */
export function wayToList({ of, ofName }: Pick<ListViewer, "of" | "ofName">): WayBack {
  if (of === undefined) return TO_FOLLOW_UPS;
  return { href: dueViewHref({ ...WHOLE_LIST, whose: of }), label: `${ofName}’s follow-ups` };
}
