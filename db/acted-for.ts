import type { ClientSession } from "mongodb";
import type { ActivityDocument, Database } from "./collections.ts";

/** Who acts, and the members for whom they stand in now. */
interface StandIn {
  organizationId: string;
  userId: string | null;
  standsInFor?: readonly string[] | undefined;
}

/**
 * In whose stead a user acts on each of some contacts: a member for whom they stand in, where the contact is that member's and
 * not the user's own.
 */
export async function actedFor(
  { contacts }: Database,
  { organizationId, userId, standsInFor = [] }: StandIn,
  session: ClientSession,
  contactIds: readonly string[],
): Promise<Map<string, Required<Pick<ActivityDocument, "insteadOf">>>> {
  // Hardly anybody stands in for anybody, and then nothing is asked.
  if (userId === null || standsInFor.length === 0) return new Map();
  const found = await contacts
    .find({ organizationId, id: { $in: [...contactIds] } }, { session })
    .project<{ id: string; assigneeIds: string[] }>({ _id: 0, id: 1, assigneeIds: 1 })
    .toArray();
  return new Map(
    found.flatMap(({ id, assigneeIds }) => {
      const insteadOf = assigneeIds.find((assignee) => standsInFor.includes(assignee));
      return insteadOf === undefined || assigneeIds.includes(userId) ? [] : [[id, { insteadOf }]];
    }),
  );
}
