import { actorId, recordAudit } from "../audit.ts";
import type { Database, UserDocument } from "../collections.ts";
import { findOneTimeLink, LINK_BYTES, linkSecret, makeOneTimeLink } from "../one-time-links.ts";
import { makeSecretOnce, type SecretForm } from "../secret-once.ts";
import { auditUser, beginMembersChange, findMemberById, type AdminAct } from "./admin-act.ts";

/** Why an admin makes no link to set a member's password. */
export type ResetRefusal =
  /** They change their own with the current one. */
  | "self"
  /** The account also opens organizations that the admin doesn't administer. */
  | "otherOrganizations"
  /** No password opens the account. */
  | "singleSignOn";

/** The secret of a link with which a member sets their password, or why there is none; `ended` where the form's own can't be used any more. */
export type ResetLinkResult =
  | { outcome: "made"; name: string; secret: string }
  | { outcome: "refused"; reason: ResetRefusal }
  | { outcome: "notAllowed" | "noMember" | "reused" | "ended" };

/** Why the admin can't make such a link for the member; null where they can. */
export function resetRefusal(admin: UserDocument, member: UserDocument): ResetRefusal | null {
  if (admin._id === member._id) return "self";
  if (member.singleSignOnSubject !== undefined) return "singleSignOn";
  const administered = new Set(
    admin.memberships.flatMap(({ role, organizationId }) => (role === "admin" ? [organizationId] : [])),
  );
  const isWithin = member.memberships.every(({ organizationId }) => administered.has(organizationId));
  return isWithin ? null : "otherOrganizations";
}

/**
 * Makes a link with which a member sets their password, once for each form. It opens no account that also belongs to an organization which
 * the admin doesn't administer, not even where the member joins that one later.
 */
export async function makeResetLink(
  database: Database,
  act: AdminAct,
  userId: string,
  form: SecretForm,
): Promise<ResetLinkResult> {
  const { organizationId, source } = act;
  const adminId = actorId(act.source);
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ResetLinkResult> => {
      if (!(await beginMembersChange(database, session, act))) return { outcome: "notAllowed" };
      const admin = await database.users.findOne({ _id: adminId ?? "" }, { session });
      if (!admin) return { outcome: "notAllowed" };
      const member = await findMemberById(database, { organizationId, userId }, session);
      if (!member) return { outcome: "noMember" };
      const { user } = member;
      const reason = resetRefusal(admin, user);
      if (reason) return { outcome: "refused", reason };
      const within = user.memberships.map((membership) => membership.organizationId);
      const toMake = { form, bytes: LINK_BYTES, request: "a reset link", said: [userId], now: source.now };
      const made = await makeSecretOnce(
        database,
        { organizationId, userId: admin._id },
        session,
        toMake,
        async (bytes) => {
          const link = { purpose: "passwordReset", userId, madeBy: admin._id, within } as const;
          await makeOneTimeLink(database, link, source.now, { session, secret: linkSecret(bytes) });
          const entry = { organizationId: within, kind: "resetLinkMade", about: auditUser(user) } as const;
          await recordAudit(database, source, entry, session);
        },
      );
      if (made.outcome === "reused") return made;
      const secret = linkSecret(made.secret);
      const link = await findOneTimeLink(database, "passwordReset", secret, source.now, session);
      return link ? { outcome: "made", name: user.name, secret } : { outcome: "ended" };
    }),
  );
}
