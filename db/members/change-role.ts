import { recordAudit } from "../audit.ts";
import type { Database, Role } from "../collections.ts";
import {
  auditUser,
  beginMembersChange,
  endLinksMadeBy,
  findMemberById,
  hasOtherAdmin,
  type AdminAct,
} from "./admin-act.ts";

/** What became of a change of role. */
export type RoleResult =
  { outcome: "changed" | "unchanged"; name: string } | { outcome: "notAllowed" | "noMember" | "lastAdmin" };

/** Makes a member an admin, or an admin a member; the last admin stays one. */
export async function changeRole(
  database: Database,
  act: AdminAct,
  { userId, role }: { userId: string; role: Role },
): Promise<RoleResult> {
  const { organizationId, source } = act;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<RoleResult> => {
      if (!(await beginMembersChange(database, session, act))) return { outcome: "notAllowed" };
      const member = await findMemberById(database, { organizationId, userId }, session);
      if (!member) return { outcome: "noMember" };
      const { name } = member.user;
      if (member.role === role) return { outcome: "unchanged", name };
      if (role !== "admin") {
        if (!(await hasOtherAdmin(database, session, { organizationId, userId }))) return { outcome: "lastAdmin" };
        await endLinksMadeBy(database, session, { organizationId, userId });
      }
      await database.users.updateOne(
        { _id: userId, "memberships.organizationId": organizationId },
        { $set: { "memberships.$.role": role } },
        { session },
      );
      const detail = `${member.role} to ${role}`;
      const entry = { organizationId, kind: "roleChanged", about: auditUser(member.user), detail } as const;
      await recordAudit(database, source, entry, session);
      return { outcome: "changed", name };
    }),
  );
}
