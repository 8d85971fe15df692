import { MOST_FOLLOW_UPS } from "../app/domain/due-list.ts";
import { MOST_SPREAD } from "../app/domain/spread.ts";
import type { Database } from "./collections.ts";
import { areMembers, ASSIGNED_FIELDS, writeAssignees, type AssignedContact } from "./contact-assignees.ts";
import type { DueSelection } from "./due.ts";
import { doOnce, type ReusedId } from "./operations.ts";
import type { MemberScope } from "./scope.ts";
import { findDue } from "./spread-follow-ups.ts";

/** Which due follow-ups of a list to give to the member `to`. */
export interface Reassignment extends DueSelection {
  /** Those of them alone. */
  ids?: readonly string[] | undefined;
  to: string;
  operationId?: string | undefined;
  now: Date;
}

/** What became of it; only admins reassign, to members of the organization. */
export type ReassignResult =
  | { outcome: "reassigned"; count: number; operationId: string }
  | { outcome: "notAllowed" | "unknownUser" | "tooMany" }
  | ReusedId;

/** How many due follow-ups of the list there are to reassign, one more at most than can be at once. */
export async function countToReassign(
  database: Database,
  scope: MemberScope,
  selection: Omit<Reassignment, "to" | "operationId" | "now">,
): Promise<number> {
  const find = { ...selection, fields: { _id: 0, id: 1 } };
  return database.client.withSession(async (session) => (await findDue(database, scope, session, find)).length);
}

/** Gives due follow-ups of a list to another member, with their dates, in one operation, or none of them. */
export async function reassignFollowUps(
  database: Database,
  scope: MemberScope,
  { to, operationId, now, ...selection }: Reassignment,
): Promise<ReassignResult> {
  if (scope.role !== "admin") return { outcome: "notAllowed" };
  const { organizationId, userId, of: from = userId } = scope;
  const { filter, search, quality, ids = ["all"] } = selection;
  const values = { filter, search: search || undefined, quality: quality ?? undefined, from, to };
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<ReassignResult> => {
      let failure: "unknownUser" | "tooMany" = "unknownUser";
      const request = { operationId, action: "reassign", ids, values, now } as const;
      const result = await doOnce(database, scope, session, request, async (operationId) => {
        if (!(await areMembers(database, session, organizationId, [to]))) return null;
        const find = { ...selection, fields: ASSIGNED_FIELDS };
        const found = await findDue<AssignedContact>(database, scope, session, find);
        failure = "tooMany";
        if (found.length > MOST_SPREAD) return null;
        const changed = found.map((before) => {
          const others = before.assigneeIds.filter((id) => id !== from && id !== to);
          return { before, assigneeIds: [...others, to] };
        });
        // One request after the other, so that whoever else asks the database is answered in between.
        for (let start = 0; start < changed.length; start += MOST_FOLLOW_UPS) {
          const part = changed.slice(start, start + MOST_FOLLOW_UPS);
          await writeAssignees(database, scope, session, { changed: part, now, operationId });
        }
        return { count: changed.length };
      });
      if (result?.outcome === "answered") {
        return { outcome: "reassigned", count: result.answer.count, operationId: result.operationId };
      }
      return result ?? { outcome: failure };
    }),
  );
}
