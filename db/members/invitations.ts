import { normalizeEmail } from "../accounts.ts";
import { actorId, recordAudit } from "../audit.ts";
import type { Database, OneTimeLinkDocument, Role } from "../collections.ts";
import { findOneTimeLink, LINK_BYTES, linkSecret, makeOneTimeLink } from "../one-time-links.ts";
import { makeSecretOnce, type SecretForm } from "../secret-once.ts";
import { beginMembersChange, type AdminAct } from "./admin-act.ts";

/** How many invitations of one organization can be open. */
const MOST_OPEN = 100;

/** What became of an invitation: the secret of its link; `ended` where the one that the form had made can't be accepted any more. */
export type InviteResult =
  | { outcome: "invited"; email: string; secret: string }
  | { outcome: "notAllowed" | "isMember" | "tooMany" | "reused" | "ended" };

/** An invitation that can still be accepted. */
export interface OpenInvitation {
  id: string;
  email: string;
  role: Role;
  expiresAt: Date;
}

/** Invites somebody to the organization by a link, once for each form; it takes the place of one that they have been given before. */
export async function invite(
  database: Database,
  act: AdminAct,
  invited: { email: string; role: Role },
  form: SecretForm,
): Promise<InviteResult> {
  const { organizationId, source } = act;
  const { users, oneTimeLinks } = database;
  const madeBy = actorId(act.source);
  if (madeBy === null) return { outcome: "notAllowed" };
  const { role } = invited;
  const email = normalizeEmail(invited.email);
  const invitations = { purpose: "invitation", organizationId } as const;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<InviteResult> => {
      if (!(await beginMembersChange(database, session, act))) return { outcome: "notAllowed" };
      const member = await users.findOne({ email, "memberships.organizationId": organizationId }, { session });
      if (member) return { outcome: "isMember" };
      const others = { ...invitations, email: { $ne: email }, expiresAt: { $gt: source.now } };
      const open = await oneTimeLinks.find(others, { session }).toArray();
      if (open.length >= MOST_OPEN) return { outcome: "tooMany" };
      const toMake = { form, bytes: LINK_BYTES, request: "an invitation", said: [email, role], now: source.now };
      const scope = { organizationId, userId: madeBy };
      const made = await makeSecretOnce(database, scope, session, toMake, async (bytes) => {
        await oneTimeLinks.deleteMany({ ...invitations, email }, { session });
        const link = { ...invitations, email, role, madeBy };
        const { id } = await makeOneTimeLink(database, link, source.now, { session, secret: linkSecret(bytes) });
        const about = { type: "invitation", id, name: email } as const;
        await recordAudit(database, source, { organizationId, kind: "memberInvited", about, detail: role }, session);
      });
      if (made.outcome === "reused") return made;
      const secret = linkSecret(made.secret);
      const link = await findOneTimeLink(database, "invitation", secret, source.now, session);
      return link ? { outcome: "invited", email, secret } : { outcome: "ended" };
    }),
  );
}

/** The invitations to the organization that can still be accepted, the oldest first. */
export async function listInvitations(
  { oneTimeLinks }: Database,
  organizationId: string,
  now: Date,
): Promise<OpenInvitation[]> {
  const found = await oneTimeLinks
    .find({ organizationId, purpose: "invitation", expiresAt: { $gt: now } })
    .sort({ createdAt: 1 })
    .toArray();
  return found.flatMap((link) =>
    link.purpose === "invitation"
      ? [{ id: link._id, email: link.email, role: link.role, expiresAt: link.expiresAt }]
      : [],
  );
}

/** Ends an invitation and returns whom it was for; null where it can't be accepted any more, or isn't the admin's to end. */
export async function revokeInvitation(database: Database, act: AdminAct, id: string): Promise<string | null> {
  const { organizationId, source } = act;
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      if (!(await beginMembersChange(database, session, act))) return null;
      const filter = { _id: id, organizationId, purpose: "invitation" } as const;
      const revoked: OneTimeLinkDocument | null = await database.oneTimeLinks.findOneAndDelete(filter, { session });
      if (revoked?.purpose !== "invitation") return null;
      const about = { type: "invitation", id, name: revoked.email } as const;
      await recordAudit(database, source, { organizationId, kind: "invitationRevoked", about }, session);
      return revoked.email;
    }),
  );
}
