import type { Database, OrganizationDocument, Role, UserDocument } from "./collections.ts";

/** A user with the organizations that they belong to. */
export interface UserWithOrganizations {
  user: Pick<UserDocument, "_id" | "email" | "name" | "timeZone" | "singleKeysOff">;
  /** By name. */
  organizations: (Pick<OrganizationDocument, "_id" | "slug" | "name" | "timeZone" | "singleSignOn"> & {
    role: Role;
  })[];
}

/** The user and their organizations; null where there is no such user any more. */
export async function findUserWithOrganizations(
  { users, organizations }: Database,
  userId: string,
): Promise<UserWithOrganizations | null> {
  const projection = { email: 1, name: 1, timeZone: 1, singleKeysOff: 1, memberships: 1 };
  const user = await users.findOne({ _id: userId }, { projection });
  if (!user) return null;
  const roles = new Map(user.memberships.map(({ organizationId, role }) => [organizationId, role]));
  const found = await organizations
    .find({ _id: { $in: [...roles.keys()] }, closed: { $ne: true } })
    .sort({ name: 1 })
    .toArray();
  return {
    user: {
      ...{ _id: user._id, email: user.email, name: user.name, timeZone: user.timeZone },
      singleKeysOff: user.singleKeysOff ?? false,
    },
    organizations: found.map(({ _id, slug, name, timeZone, singleSignOn }) => ({
      _id,
      slug,
      name,
      timeZone,
      ...(singleSignOn && { singleSignOn }),
      role: roles.get(_id) ?? "member",
    })),
  };
}
