import type { Document } from "mongodb";
import type { Database, OrganizationDocument, Role, SessionDocument, UserDocument } from "./collections.ts";
import { hashOfSecret } from "./ids.ts";
import { noteUse } from "./sessions.ts";

/** A user with the organizations that they belong to. */
export interface UserWithOrganizations {
  user: Pick<UserDocument, "_id" | "email" | "name" | "timeZone" | "locale" | "singleKeysOff" | "leave" | "presets">;
  /** By name. */
  organizations: (Pick<
    OrganizationDocument,
    | "_id"
    | "slug"
    | "name"
    | "timeZone"
    | "singleSignOn"
    | "cadence"
    | "outcomeRules"
    | "workingCalendar"
    | "presets"
    | "sampleContactIds"
  > & {
    role: Role;
  })[];
}

/** A session that hasn't ended, and whose it is; null where there is no such user any more. */
export interface OpenSession extends SessionDocument {
  account: UserWithOrganizations | null;
}

/** The session with that id, which counts as used by this, with its user, in one request; null where it has ended by `now`. */
export async function openSession(database: Database, id: string, now: Date): Promise<OpenSession | null> {
  // The TTL index sweeps once a minute only, so the time is checked here as well.
  const found = database.sessions.aggregate<SessionDocument & Joined>([
    { $match: { _id: hashOfSecret(id), expiresAt: { $gt: now } } },
    join("users", "userId"),
    join("organizations", "users.memberships.organizationId"),
    { $project: { "users.passwordHash": 0 } },
  ]);
  const [joined] = await found.toArray();
  if (!joined?.userId) return null;
  const { users, organizations, ...session } = joined;
  await noteUse(database, session, now);
  return { ...session, account: accountOf(users, organizations) };
}

/** The user and their organizations; null where there is no such user any more. */
export async function findUserWithOrganizations(
  { users }: Database,
  userId: string,
): Promise<UserWithOrganizations | null> {
  const found = users.aggregate<UserDocument & Joined>([
    { $match: { _id: userId } },
    { $project: { passwordHash: 0 } },
    join("organizations", "memberships.organizationId"),
  ]);
  const [joined] = await found.toArray();
  return joined ? accountOf([joined], joined.organizations) : null;
}

interface Joined {
  users: UserDocument[];
  organizations: OrganizationDocument[];
}

/** The documents of a collection whose ids stand in `localField`, under the collection's name. */
function join(collection: string, localField: string): Document {
  return { $lookup: { from: collection, localField, foreignField: "_id", as: collection } };
}

function accountOf([user]: UserDocument[], organizations: OrganizationDocument[]): UserWithOrganizations | null {
  if (!user) return null;
  const { _id, email, name, timeZone, locale = null, singleKeysOff = false, leave = null, presets = [] } = user;
  const roles = new Map(user.memberships.map(({ organizationId, role }) => [organizationId, role]));
  return {
    user: { _id, email, name, timeZone, locale, singleKeysOff, leave, presets },
    organizations: organizations
      .filter(({ closed }) => !closed)
      .sort((a, b) => a.name.localeCompare(b.name, "en"))
      .map((organization) => ({
        ...organizationOfViewer(organization),
        role: roles.get(organization._id) ?? "member",
      })),
  };
}

/** What who asks brings along of an organization. */
function organizationOfViewer({ _id, slug, name, timeZone, ...rest }: OrganizationDocument) {
  const { singleSignOn, cadence, outcomeRules, workingCalendar, presets, sampleContactIds } = rest;
  return {
    ...{ _id, slug, name, timeZone },
    ...(singleSignOn && { singleSignOn }),
    ...(cadence && { cadence }),
    ...(outcomeRules && { outcomeRules }),
    ...(workingCalendar && { workingCalendar }),
    ...(presets && { presets }),
    ...(sampleContactIds && { sampleContactIds }),
  };
}
