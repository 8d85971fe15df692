import type { ClientSession } from "mongodb";
import type { ContactDocument, Database } from "./collections.ts";
import { writeActivities, type Author } from "./write-activities.ts";
import { newId } from "./ids.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** What becomes of the assignees of some contacts. */
export interface Assignment {
  ids: readonly string[];
  /** Who is assigned besides those who are, or who isn't any more. */
  mode: "add" | "remove";
  userIds: readonly string[];
  now: Date;
}

/** How many contacts changed hands, or why none did: only admins assign, and only members of the organization. */
export type AssignResult =
  | { outcome: "assigned"; count: number; operationId: string }
  | { outcome: "notFound" }
  | { outcome: "notAllowed" }
  | { outcome: "unknownUser" };

/** A contact and who is assigned to it. */
export type AssignedContact = Pick<ContactDocument, "id" | "assigneeIds" | "updatedAt">;

/** What to read of it. */
export const ASSIGNED_FIELDS = { _id: 0, id: 1, assigneeIds: 1, updatedAt: 1 } as const;

/** Changes who is assigned to contacts, with an activity for each that changed, all of it or nothing. */
export async function assignContacts(
  database: Database,
  scope: MemberScope,
  { ids, mode, userIds, now }: Assignment,
): Promise<AssignResult> {
  return assign(database, scope, {
    ids,
    members: userIds,
    assignedAfter: (before) =>
      mode === "add" ? [...new Set([...before, ...userIds])] : before.filter((id) => !userIds.includes(id)),
    now,
  });
}

/** Who is to be assigned to a contact, by one who had `seen` others assigned before. */
export interface AssigneesEdit {
  id: string;
  seen: readonly string[];
  wanted: readonly string[];
  now: Date;
}

/**
 * Assigns and unassigns whom the edit adds and leaves out; `hasKept` is true where someone else has changed the
 * assignees otherwise since they were seen, which stays.
 */
export async function changeAssignees(
  database: Database,
  scope: MemberScope,
  { id, seen, wanted, now }: AssigneesEdit,
): Promise<
  | Exclude<AssignResult, { outcome: "assigned" }>
  | (Extract<AssignResult, { outcome: "assigned" }> & { hasKept: boolean })
> {
  const added = wanted.filter((userId) => !seen.includes(userId));
  let hasKept = false;
  const assignedAfter = (before: readonly string[]) => {
    const left = before.filter((userId) => !seen.includes(userId) || wanted.includes(userId));
    const after = [...new Set([...left, ...added])];
    hasKept = !haveSameMembers(after, [...new Set(wanted)]);
    return after;
  };
  const result = await assign(database, scope, { ids: [id], members: added, assignedAfter, now });
  return result.outcome === "assigned" ? { ...result, hasKept } : result;
}

async function assign(
  database: Database,
  scope: MemberScope,
  change: {
    ids: readonly string[];
    /** Those who must be members. */
    members: readonly string[];
    assignedAfter: (before: readonly string[]) => string[];
    now: Date;
  },
): Promise<AssignResult> {
  if (scope.role !== "admin") return { outcome: "notAllowed" };
  const { organizationId } = scope;
  const { ids, members, assignedAfter, now } = change;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<AssignResult> => {
      if (!(await areMembers(database, session, organizationId, members))) return { outcome: "unknownUser" };
      const found = await database.contacts
        .find({ ...visibleTo(scope), id: { $in: [...ids] } }, { session })
        .project<AssignedContact>(ASSIGNED_FIELDS)
        .toArray();
      if (found.length === 0) return { outcome: "notFound" };
      const changed = found.flatMap((contact) => {
        const assigneeIds = assignedAfter(contact.assigneeIds);
        return haveSameMembers(assigneeIds, contact.assigneeIds) ? [] : [{ before: contact, assigneeIds }];
      });
      const operationId = newId("op");
      if (changed.length > 0) await writeAssignees(database, scope, session, { changed, now, operationId });
      return { outcome: "assigned", count: changed.length, operationId };
    }),
  );
}

/** A contact as it was, and who is assigned to it from now on. */
export interface AssigneesChange {
  before: AssignedContact;
  assigneeIds: string[];
}

/** Writes who is assigned to contacts and an activity for each, as parts of one operation, inside the session's transaction. */
export async function writeAssignees(
  database: Database,
  author: Author,
  session: ClientSession,
  { changed, now, operationId }: { changed: readonly AssigneesChange[]; now: Date; operationId?: string },
): Promise<void> {
  const at = momentOfChange(
    now,
    changed.map(({ before }) => before),
  );
  await database.contacts.bulkWrite(
    changed.map(({ before, assigneeIds }) => ({
      updateOne: {
        filter: { organizationId: author.organizationId, id: before.id },
        update: { $set: { assigneeIds, updatedAt: at } },
      },
    })),
    { session },
  );
  const everyone = changed.flatMap(({ before, assigneeIds }) => [...before.assigneeIds, ...assigneeIds]);
  const textOf = await readAssigneesText(database, session, everyone);
  const made = changed.map(({ before, assigneeIds }) => ({
    contactId: before.id,
    action: "assign" as const,
    changes: [{ field: "assignees" as const, before: textOf(before.assigneeIds), after: textOf(assigneeIds) }],
    assignees: { before: before.assigneeIds, after: assigneeIds },
  }));
  await writeActivities(database, author, session, { made, now: at, ...(operationId && { operationId }) });
}

/** True where every user belongs to the organization. */
export async function areMembers(
  database: Database,
  session: ClientSession,
  organizationId: string,
  userIds: readonly string[],
): Promise<boolean> {
  return (await membersAmong(database, session, organizationId, userIds)).size === new Set(userIds).size;
}

/** Those of `userIds` who belong to the organization. */
export async function membersAmong(
  { users }: Database,
  session: ClientSession,
  organizationId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const filter = { _id: { $in: [...new Set(userIds)] }, "memberships.organizationId": organizationId };
  const found = await users.find(filter, { session }).project<{ _id: string }>({ _id: 1 }).toArray();
  return new Set(found.map(({ _id }) => _id));
}

/** Reads who `userIds` are; what is returned tells some of them as a timeline does, by their emails, and nobody as null. */
export async function readAssigneesText(
  { users }: Database,
  session: ClientSession,
  userIds: readonly string[],
): Promise<(assigneeIds: readonly string[]) => string | null> {
  const distinct = [...new Set(userIds)];
  const found = distinct.length
    ? await users
        .find({ _id: { $in: distinct } }, { session })
        .project<{ _id: string; email: string }>({ email: 1 })
        .toArray()
    : [];
  const emails = new Map(found.map(({ _id, email }) => [_id, email]));
  return (assigneeIds) => assigneeIds.map((id) => emails.get(id) ?? id).join("; ") || null;
}

/** True where the same users are among both, in whatever order. */
export function haveSameMembers(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}
