import { safeRedirect } from "../auth/redirect-to.ts";

/** Where a way back leads, and what it is called. */
export interface WayBack {
  href: string;
  label: string;
}

/** The pages of ours that lead to contacts. */
const LABELS: Record<string, string> = {
  "/contacts": "Contacts",
  "/dashboard": "Dashboard",
  "/follow-ups": "Follow-ups",
  "/follow-ups/done": "Done today",
  "/follow-ups/upcoming": "Upcoming",
  "/follow-ups/work": "One at a time",
};
/** As much as fits into a header with everything else. */
const LONGEST_HREF = 6_000;

/** The way back for who has come from nowhere that is known. */
export const TO_CONTACTS: WayBack = { href: "/contacts", label: "Contacts" };

/** The way back from a page that stands beside the due follow-ups. */
export const TO_FOLLOW_UPS: WayBack = { href: "/follow-ups", label: "Follow-ups" };

/** The way back to the list that `address` names; null where it names no list of ours. */
export function wayBackTo(address: unknown): WayBack | null {
  const [href = ""] = safeRedirect(address, "").split("#");
  const [path = ""] = href.split("?");
  if (!Object.hasOwn(LABELS, path)) return null;
  return { href: href.length > LONGEST_HREF ? path : href, label: LABELS[path]! };
}

/** The way back to the list that a request comes from: by `from` in its address, else by the page that led to it. */
export function wayBackOf(request: Request): WayBack | null {
  const { searchParams, host } = new URL(request.url);
  const carried = wayBackTo(searchParams.get("from"));
  const referrer = request.headers.get("Referer");
  if (carried || !referrer || !URL.canParse(referrer)) return carried;
  const { host: theirs, pathname, search } = new URL(referrer);
  return theirs === host ? wayBackTo(pathname + search) : null;
}

/** A page or a form beside a contact's profile. */
type ProfilePart = "cadence" | "delete" | "erase" | "lead-quality" | "merge";

/** The address of a contact's profile, or of what stands beside it, with what it carries along. */
export function profileHref(
  id: string,
  { part, isEditing = false, from = null }: { part?: ProfilePart; isEditing?: boolean; from?: string | null } = {},
): string {
  const path = ["/contacts", encodeURIComponent(id), part].filter(Boolean).join("/");
  const query = [isEditing && "edit", from && `from=${encodeURIComponent(from)}`].filter(Boolean).join("&");
  return query ? `${path}?${query}` : path;
}

/** The list that a page beside a profile carries along, to lead back to it; null where it carries none. */
export function carriedFrom(request: Request): string | null {
  return wayBackTo(new URL(request.url).searchParams.get("from"))?.href ?? null;
}
