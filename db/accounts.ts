import { MongoServerError } from "mongodb";
import type { Database, OrganizationDocument, Role, UserDocument } from "./collections.ts";
import { newId } from "./ids.ts";
import { hashPassword, passwordProblem, type BadPassword } from "./passwords.ts";

export { addApiKey } from "./api-keys.ts";

const DUPLICATE_KEY = 11_000;

/** Adds an organization; `taken` where its slug belongs to another one. */
export async function addOrganization(
  { organizations }: Database,
  organization: { slug: string; name: string; timeZone: string; now: Date },
): Promise<OrganizationDocument | "taken"> {
  const { now, ...fields } = organization;
  const document = { _id: newId("org"), ...fields, createdAt: now };
  try {
    await organizations.insertOne(document);
    return document;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return "taken";
    throw error;
  }
}

/** Emails are compared and kept in lower case, without spaces around them. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** The user with that email, or null. */
export function findUserByEmail({ users }: Database, email: string): Promise<UserDocument | null> {
  return users.findOne({ email: normalizeEmail(email) });
}

/**
 * Adds a user to an organization, or a membership to one who exists, whose password and name stay as they were;
 * tells which of the two it was, or `member` where the user already belonged to it. Without a password, none opens the
 * new account.
 */
export async function addUser(
  { users }: Database,
  user: {
    email: string;
    name: string;
    password: string | null;
    organizationId: string;
    role: Role;
    timeZone: string | null;
    now: Date;
  },
): Promise<{ outcome: "added" | "joined" | "member"; userId: string } | BadPassword> {
  const email = normalizeEmail(user.email);
  const membership = { organizationId: user.organizationId, role: user.role };
  const existing = await users.findOne({ email }, { projection: { _id: 1 } });
  if (existing) {
    const { modifiedCount } = await users.updateOne(
      { _id: existing._id, "memberships.organizationId": { $ne: user.organizationId } },
      { $push: { memberships: membership } },
    );
    return { outcome: modifiedCount ? "joined" : "member", userId: existing._id };
  }
  const problem = user.password === null ? null : passwordProblem(user.password);
  if (problem) return { outcome: "badPassword", problem };
  const userId = newId("user");
  await users.insertOne({
    _id: userId,
    email,
    name: user.name,
    passwordHash: user.password === null ? null : await hashPassword(user.password),
    timeZone: user.timeZone,
    memberships: [membership],
    createdAt: user.now,
  });
  return { outcome: "added", userId };
}

/** The member of the organization with that email, or null. */
export function findMember(
  { users }: Database,
  member: { organizationId: string; email: string },
): Promise<UserDocument | null> {
  const { organizationId, email } = member;
  return users.findOne({ email: normalizeEmail(email), "memberships.organizationId": organizationId });
}
