import { redirect, type AppLoadContext } from "@remix-run/node";
import { ApiRefusal } from "../api/errors.ts";
import { bearerToken } from "../auth/bearer.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { TO_FOLLOW_UPS, type WayBack } from "../contacts/way-back.ts";
import { absencesOfUser, findMemberName, type AbsencesOfUser } from "../database.server.ts";
import type { ContactFilter } from "../domain/contact-list.ts";
import { dueViewHref, WHOLE_LIST } from "../domain/due-view.ts";
import { messageHeader } from "../message.server.ts";

/** A viewer with the list that they work, which is their own or a member's, and for whom they stand in now. */
export type ListViewer<Kind extends Viewer = Viewer> = Kind & {
  /** What the list is called. */
  listTitle: string;
  /** The name of the member whose list it is; null where it is their own. */
  ofName: string | null;
  /** True where they stand in for that member. */
  isInStead: boolean;
  /** The members who are away now, for whom they stand in. */
  standIns: AbsencesOfUser["standIns"];
  /** Their own absences of these days. */
  ownAbsences: AbsencesOfUser["own"];
};

/** What one reads who may not work the list of somebody else, or there is no such member. */
const NOT_YOURS = "That isn’t a list that you can work on, or not any more.";

/** What there is of a viewer's own list. */
const OWN = { listTitle: "Follow-ups", ofName: null, isInStead: false } as const;

/**
 * The viewer with the list of the member `whose`, or with their own where it is null; null where they may not work that one.
 * An admin may work every member's, and who stands in for somebody that one's, on the days on which they are away.
 */
export async function listViewer<Kind extends Viewer>(
  { database, now }: AppLoadContext,
  signedIn: Kind,
  whose: string | null,
): Promise<ListViewer<Kind> | null> {
  const { own: ownAbsences, standIns } = await absencesOfUser(database, signedIn, now);
  const viewer = { ...signedIn, ownAbsences, standIns, standsInFor: standIns.map(({ userId }) => userId) };
  if (whose === null || whose === viewer.userId) return { ...viewer, ...OWN };
  const away = standIns.find(({ userId }) => userId === whose);
  if (away) return { ...viewer, of: whose, ofName: away.name, listTitle: `For ${away.name}`, isInStead: true };
  if (viewer.role !== "admin") return null;
  const ofName = await findMemberName(database, viewer.organizationId, whose);
  if (ofName === null) return null;
  return { ...viewer, of: whose, ofName, listTitle: `${ofName}’s follow-ups`, isInStead: false };
}

/** The same for a page; throws the way to the viewer's own list, where that is told. */
export async function requireListViewer<Kind extends Viewer>(
  context: AppLoadContext,
  viewer: Kind,
  whose: string | null = null,
): Promise<ListViewer<Kind>> {
  const found = await listViewer(context, viewer, whose);
  if (found) return found;
  const headers = { "Set-Cookie": await messageHeader(context, { tone: "error", text: NOT_YOURS }) };
  throw redirect(TO_FOLLOW_UPS.href, { status: 303, headers });
}

/** The viewer of a list of contacts, with those for whom they stand in now where it is to be somebody else's. */
export async function contactsViewer(
  { database, now }: AppLoadContext,
  viewer: Viewer,
  { owner }: Pick<ContactFilter, "owner">,
): Promise<Viewer & Pick<ListViewer, "standIns">> {
  // An admin sees all of them anyway, and nobody else's are asked for as a rule.
  if (viewer.role === "admin" || owner === null || ["mine", "nobody"].includes(owner))
    return { ...viewer, standIns: [] };
  const { standIns: all } = await absencesOfUser(database, viewer, now);
  const standIns = all.filter(({ userId }) => userId === owner);
  return { ...viewer, standIns, standsInFor: standIns.map(({ userId }) => userId) };
}

/** The same for the API; throws its refusal. A token, which is another site's, is for one's own list alone. */
export async function requireApiListViewer(
  request: Request,
  context: AppLoadContext,
  viewer: Viewer,
  whose: string | undefined,
): Promise<ListViewer> {
  if (whose === undefined) return { ...viewer, ...OWN, standIns: [], ownAbsences: [] };
  const found = isByToken(request) ? null : await listViewer(context, viewer, whose);
  if (!found) throw new ApiRefusal("not_found", NOT_YOURS);
  return found;
}

/** Who calls the API, with those for whom they stand in now, as far as their contacts are within its reach: never by a token. */
export async function withStandIns(request: Request, context: AppLoadContext, viewer: Viewer): Promise<Viewer> {
  return isByToken(request) ? viewer : ((await listViewer(context, viewer, null)) ?? viewer);
}

const isByToken = (request: Request) => bearerToken(request.headers.get("Authorization")) !== null;

/** The way back to the list that the viewer works. */
export function wayToList({ of, listTitle }: Pick<ListViewer, "of" | "listTitle">): WayBack {
  if (of === undefined) return TO_FOLLOW_UPS;
  return { href: dueViewHref({ ...WHOLE_LIST, whose: of }), label: listTitle };
}
