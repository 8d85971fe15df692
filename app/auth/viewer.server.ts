import { redirect, type AppLoadContext } from "@remix-run/node";
import { nextMidnight, todayIn, usableTimeZone, type CalendarDate } from "../domain/calendar.ts";
import { countryOf, type Country } from "../domain/country.ts";
import type { CalendarParts, MemberScope, Session, UserWithOrganizations } from "../database.server.ts";
import { readFormData } from "../form-data.server.ts";
import { enteredTexts, refusedForm } from "../refused-form.server.ts";
import { hasSessionCookie, readSession } from "./session.server.ts";
import type { Preset } from "../domain/presets.ts";
import { chosenLocale, type Locale } from "../domain/locale.ts";
import { nowOf } from "../now.server.ts";

/** Who is asking, in which organization, and what day it is for them; a scope for every query. */
export interface Viewer extends MemberScope {
  name: string;
  email: string;
  timeZone: string;
  /** How dates and numbers are written for the viewer: as they have chosen, else as their browser says. */
  locale: Locale;
  /** True where they have chosen it. */
  hasOwnLocale: boolean;
  /** Where the organization is, as its time zone tells; undefined where it doesn't. */
  country: Country | undefined;
  /** When the request came. */
  now: Date;
  today: CalendarDate;
  /** False where the viewer has switched off keys that are pressed alone. */
  singleKeys: boolean;
  /** Milliseconds since 1970: when the viewer's today ends. */
  nextMidnight: number;
  /** On which days they work, as their organization and they themselves say. */
  workingDays: Pick<CalendarParts, "settings" | "leave">;
  /** How their organization follows up, as far as it has said so. */
  rules: Pick<UserWithOrganizations["organizations"][number], "cadence" | "outcomeRules">;
  /** Which contacts of the organization are sample ones, of which some may be gone. */
  sampleContactIds: readonly string[];
  /** Their own days to snooze to. */
  presets: readonly Preset[];
  /** Those of their organization. */
  organizationPresets: readonly Preset[];
  organization: { id: string; name: string };
  /** All of the viewer's organizations, by name. */
  organizations: { id: string; name: string }[];
}

/** A viewer who signed in with this browser. */
export interface SignedInViewer extends Viewer {
  /** The session's key in the database. */
  sessionKey: string;
  signedInBy: Session["signedInBy"];
}

/** The viewer, or why there is none. */
export type ViewerResult<Kind = Viewer> =
  { outcome: "viewer"; viewer: Kind } | { outcome: "signedOut" | "noOrganization" | "needsSingleSignOn" };

/** Who sent the request, by the session cookie. */
export async function findViewer(request: Request, context: AppLoadContext): Promise<ViewerResult<SignedInViewer>> {
  const session = await readSession(request, context);
  if (!session) return { outcome: "signedOut" };
  const { _id: sessionKey, account, organizationId, signedInBy } = session;
  const result = viewerOf(context, account, organizationId, { byPassword: signedInBy === "password" });
  if (result.outcome !== "viewer") return result;
  return { outcome: "viewer", viewer: { ...result.viewer, sessionKey, signedInBy } };
}

/**
 * The viewer that a user is in the organization, or in their first one where they have left that; of those that passwords
 * don't open there is none for who has only shown one.
 */
export function viewerOf(
  { now, locale }: AppLoadContext,
  account: UserWithOrganizations | null,
  organizationId: string,
  { byPassword = false }: { byPassword?: boolean } = {},
): ViewerResult {
  if (!account) return { outcome: "signedOut" };
  const { user } = account;
  const organizations = account.organizations.filter(({ singleSignOn }) => !byPassword || !singleSignOn?.required);
  if (organizations.length < account.organizations.length && organizations.length === 0) {
    return { outcome: "needsSingleSignOn" };
  }
  const current = organizations.find(({ _id }) => _id === organizationId) ?? organizations[0];
  if (!current) return { outcome: "noOrganization" };
  const ownTimeZone = usableTimeZone(current.timeZone);
  const timeZone = usableTimeZone(user.timeZone, ownTimeZone);
  const today = todayIn(now, timeZone);
  const viewer: Viewer = {
    userId: user._id,
    organizationId: current._id,
    role: current.role,
    name: user.name,
    email: user.email,
    timeZone,
    locale: chosenLocale(user.locale) ?? locale,
    hasOwnLocale: chosenLocale(user.locale) !== null,
    singleKeys: !user.singleKeysOff,
    country: countryOf(ownTimeZone),
    now: nowOf({ now }),
    today,
    nextMidnight: nextMidnight(today, timeZone),
    workingDays: { settings: current.workingCalendar, leave: user.leave },
    rules: { cadence: current.cadence, outcomeRules: current.outcomeRules },
    sampleContactIds: current.sampleContactIds ?? [],
    presets: user.presets ?? [],
    organizationPresets: current.presets ?? [],
    organization: { id: current._id, name: current.name },
    organizations: organizations.map(({ _id, name }) => ({ id: _id, name })),
  };
  return { outcome: "viewer", viewer };
}

/** The viewer of a page; throws a redirect to sign in, or an answer that says what is missing and keeps what was typed. */
export async function requireViewer(request: Request, context: AppLoadContext): Promise<SignedInViewer> {
  const result = await findViewer(request, context);
  if (result.outcome === "viewer") return result.viewer;
  if (result.outcome === "noOrganization") {
    throw new Response("Your account belongs to no organization. Ask an admin to add you.", { status: 403 });
  }
  if (result.outcome === "needsSingleSignOn") throw redirect(`/sso?redirectTo=${encodeURIComponent(pageOf(request))}`);
  // Nothing of a stranger's request is read: this browser's cookie shows that someone has signed in with it.
  if (request.method === "POST" && (await hasSessionCookie(request, context))) {
    const form = await readFormData(request);
    if (enteredTexts(form).length > 0) throw refusedForm("You have been signed out: nothing was saved.", 401, form);
  }
  throw redirect(`/login?redirectTo=${encodeURIComponent(pageOf(request))}`);
}

/** The page to come back to: where a form was posted, the page it stood on is the same path. */
function pageOf(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return pathname.replace(/\.data$/, "") + search;
}
