import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { nextAwayText } from "../absences/absence-texts.server.ts";
import { listAbsences, listInvitations, listMembersWithRoles, listPendingHandOvers } from "../database.server.ts";
import { momentText } from "../domain/date-text.ts";
import type { Role } from "../domain/role.ts";
import { nowOf } from "../now.server.ts";

/** What the page shows of a member. */
export interface MemberView {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Such as `24 Nov 2026, 09:30`; null where they have never signed in. */
  lastSignIn: string | null;
  isViewer: boolean;
  /** When they are away, and who stands in; null where they aren't. */
  away: string | null;
}

/** What the page shows of an invitation that is open. */
export interface InvitationView {
  id: string;
  email: string;
  role: Role;
  ends: string;
}

/** The members, invitations and unfinished hand-overs of the viewer's organization. */
export async function membersView(
  { database, now }: AppLoadContext,
  viewer: Viewer,
): Promise<{ members: MemberView[]; total: number; invitations: InvitationView[]; handOvers: string[] }> {
  const { organizationId, userId } = viewer;
  const [{ members, total }, invitations, handOvers, absences] = await Promise.all([
    listMembersWithRoles(database, organizationId),
    listInvitations(database, organizationId, nowOf({ now })),
    listPendingHandOvers(database, organizationId),
    listAbsences(database, organizationId, { today: viewer.today }),
  ]);
  return {
    members: members.map(({ lastSignInAt, ...member }) => ({
      ...member,
      lastSignIn: lastSignInAt && momentText(lastSignInAt, viewer),
      isViewer: member.id === userId,
      away: nextAwayText(absences, member.id, viewer),
    })),
    total,
    invitations: invitations.map(({ expiresAt, ...invitation }) => ({
      ...invitation,
      ends: momentText(expiresAt, viewer),
    })),
    handOvers,
  };
}
