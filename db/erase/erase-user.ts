import { recordAudit, type AuditSource } from "../audit.ts";
import type { Database, UserDocument } from "../collections.ts";
import { findMemberById, hasOtherAdmin } from "../members/admin-act.ts";
import { removeMember } from "../members/remove-member.ts";
import { FORMER_MEMBER, forgetPeople } from "./forget-people.ts";

/** Why a person can't be erased now, and the organization because of which. */
export interface EraseRefusal {
  outcome: "lastAdmin" | "noSuccessor" | "notAllowed";
  organizationId: string;
}

/** What erasing a person would end or change. */
export interface PersonContents {
  organizations: number;
  contacts: number;
  activities: number;
  sessions: number;
  auditEvents: number;
}

/** Counts what there is of a person: the contacts assigned to them, and what stays without their name. */
export async function countPerson(
  database: Database,
  { _id, email, memberships }: UserDocument,
): Promise<PersonContents> {
  const { contacts, activities, sessions, auditEvents } = database;
  const counts = { contacts: 0, activities: 0 };
  for (const { organizationId } of memberships) {
    counts.contacts += await contacts.countDocuments({ organizationId, assigneeIds: _id });
    counts.activities += await activities.countDocuments({ organizationId, userId: _id });
  }
  const [ofSessions, ofAudit] = await Promise.all([
    sessions.countDocuments({ userId: _id }),
    auditEvents.countDocuments({ people: email }),
  ]);
  return { organizations: memberships.length, ...counts, sessions: ofSessions, auditEvents: ofAudit };
}

/** Why the person can't be erased; null where they can. */
export async function eraseRefusal(
  database: Database,
  { _id: userId, memberships }: UserDocument,
  handOverTo: string | null,
): Promise<EraseRefusal | null> {
  return database.client.withSession(async (session) => {
    for (const { organizationId, role } of memberships) {
      if (role === "admin" && !(await hasOtherAdmin(database, session, { organizationId, userId }))) {
        return { outcome: "lastAdmin", organizationId };
      }
      if (handOverTo !== null && !(await findMemberById(database, { organizationId, userId: handOverTo }))) {
        return { outcome: "noSuccessor", organizationId };
      }
    }
    return null;
  });
}

/**
 * Erases a person: removes them from each organization, whose contacts go to `handOverTo` or to nobody, then their account
 * and their email wherever it stands. Begun again after it was broken off, it goes on.
 */
export async function eraseUser(
  database: Database,
  source: AuditSource,
  { user, handOverTo }: { user: UserDocument; handOverTo: string | null },
): Promise<{ outcome: "erased"; contacts: number } | EraseRefusal> {
  const refusal = await eraseRefusal(database, user, handOverTo);
  if (refusal) return refusal;
  let contacts = 0;
  for (const { organizationId } of user.memberships) {
    const removed = await removeMember(database, { organizationId, source }, { userId: user._id, handOverTo });
    if (removed.outcome === "removed") contacts += removed.count;
    else if (removed.outcome !== "noMember") return { outcome: removed.outcome, organizationId };
  }
  await forgetPeople(database, [user]);
  await recordAudit(database, source, {
    organizationId: user.memberships.map(({ organizationId }) => organizationId),
    kind: "userErased",
    about: { type: "user", id: user._id, name: FORMER_MEMBER },
  });
  return { outcome: "erased", contacts };
}
