import { MongoServerError, type ClientSession } from "mongodb";
import { recordAudit, type AuditSource } from "../audit.ts";
import type { Database, OneTimeLinkDocument, Role, UserDocument } from "../collections.ts";
import { newId } from "../ids.ts";
import { findOneTimeLink, takeOneTimeLink } from "../one-time-links.ts";
import { hashPassword, passwordProblem, type BadPassword } from "../passwords.ts";
import { auditUser } from "./admin-act.ts";

const DUPLICATE_KEY = 11_000;

/** What an invitation offers, to whom. */
export interface Invitation {
  organization: { id: string; name: string };
  email: string;
  role: Role;
  /** True where they have an account already: nobody but its owner accepts the invitation then. */
  hasAccount: boolean;
}

/** What became of an invitation that somebody accepts. */
export type JoinResult =
  | { outcome: "joined"; user: UserDocument; organization: { id: string; name: string } }
  /** It can't be used any more. */
  | { outcome: "noLink" };

/** The invitation whose link has that secret; null where it can't be accepted by `now`. */
export async function findInvitation(database: Database, secret: string, now: Date): Promise<Invitation | null> {
  const link = await findOneTimeLink(database, "invitation", secret, now);
  const organization = link && (await database.organizations.findOne({ _id: link.organizationId }));
  if (!organization) return null;
  const { email, role } = link;
  const account = await database.users.findOne({ email }, { projection: { _id: 1 } });
  const { _id: id, name } = organization;
  return { organization: { id, name }, email, role, hasAccount: account !== null };
}

/**
 * Accepts an invitation with a new account; `hasAccount` where somebody has made one with that email meanwhile, whose
 * password this never sets.
 */
export async function joinAsNewUser(
  database: Database,
  source: AuditSource,
  { secret, name, password }: { secret: string; name: string; password: string },
): Promise<JoinResult | { outcome: "hasAccount" } | BadPassword> {
  const problem = passwordProblem(password);
  if (problem) return { outcome: "badPassword", problem };
  const { now } = source;
  // Nobody without a link has a password hashed.
  if (!(await findOneTimeLink(database, "invitation", secret, now))) return { outcome: "noLink" };
  const passwordHash = await hashPassword(password);
  try {
    return await accept<"hasAccount">(database, source, secret, async (session, { email, organizationId, role }) => {
      if (await database.users.findOne({ email }, { session })) return { outcome: "hasAccount" };
      const memberships = [{ organizationId, role }];
      const user = { _id: newId("user"), email, name, passwordHash, timeZone: null, memberships, createdAt: now };
      await database.users.insertOne(user, { session });
      return { user };
    });
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return { outcome: "hasAccount" };
    throw error;
  }
}

/** Accepts an invitation with the account of a signed-in user; `otherPerson` where it is for another email. */
export function joinAsUser(
  database: Database,
  source: AuditSource,
  { secret, userId }: { secret: string; userId: string },
): Promise<JoinResult | { outcome: "otherPerson" }> {
  return accept<"otherPerson">(database, source, secret, async (session, { email, organizationId, role }) => {
    const user = await database.users.findOne({ _id: userId }, { session });
    if (user?.email !== email) return { outcome: "otherPerson" };
    await database.users.updateOne(
      { _id: userId, "memberships.organizationId": { $ne: organizationId } },
      { $push: { memberships: { organizationId, role } } },
      { session },
    );
    return { user };
  });
}

/** Uses the link up where `join` finds or makes a user for it; otherwise it can still be used. */
async function accept<Reason extends string>(
  database: Database,
  source: AuditSource,
  secret: string,
  join: (
    session: ClientSession,
    link: Extract<OneTimeLinkDocument, { purpose: "invitation" }>,
  ) => Promise<{ user: UserDocument } | { outcome: Reason }>,
): Promise<JoinResult | { outcome: Reason }> {
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<JoinResult | { outcome: Reason }> => {
      const link = await findOneTimeLink(database, "invitation", secret, source.now, session);
      // Writing it too, so that the organization isn't erased meanwhile.
      const organization =
        link &&
        (await database.organizations.findOneAndUpdate(
          { _id: link.organizationId },
          { $inc: { membersVersion: 1 } },
          { session },
        ));
      if (!organization) return { outcome: "noLink" };
      const joined = await join(session, link);
      if (!("user" in joined)) return joined;
      if (!(await takeOneTimeLink(database, "invitation", secret, source.now, session))) return { outcome: "noLink" };
      const { user } = joined;
      const by = { type: "user", id: user._id, name: user.email } as const;
      const { _id: organizationId, name } = organization;
      const entry = { organizationId, kind: "invitationAccepted", about: auditUser(user), detail: link.role } as const;
      await recordAudit(database, { ...source, by }, entry, session);
      return { outcome: "joined", user, organization: { id: organizationId, name } };
    }),
  );
}
