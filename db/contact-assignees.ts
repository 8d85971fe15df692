import type { ClientSession } from "mongodb";
import { searchKeys, type SearchedContact } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { writeActivities } from "./contact-activity.ts";
import { SEARCHED_FIELDS } from "./contact-search-keys.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** What becomes of the assignees of some contacts. */
export interface Assignment {
  ids: readonly string[];
  /** Who is assigned besides those who are, who isn't any more, or who is and nobody else. */
  mode: "add" | "remove" | "replace";
  userIds: readonly string[];
  now: Date;
}

/** How many contacts changed hands, or why none did: only admins assign, and only members of the organization. */
export type AssignResult =
  | { outcome: "assigned"; count: number }
  | { outcome: "notFound" }
  | { outcome: "notAllowed" }
  | { outcome: "unknownUser" };

type Assigned = SearchedContact & Pick<ContactDocument, "id" | "assigneeIds">;

/** Changes who is assigned to contacts, with an activity for each that changed, all of it or nothing. */
export async function assignContacts(
  database: Database,
  scope: MemberScope,
  { ids, mode, userIds, now }: Assignment,
): Promise<AssignResult> {
  if (scope.role !== "admin") return { outcome: "notAllowed" };
  const { organizationId } = scope;
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<AssignResult> => {
      if (!(await areMembers(database, session, organizationId, userIds))) return { outcome: "unknownUser" };
      const found = await database.contacts
        .find({ ...visibleTo(scope), id: { $in: [...ids] } }, { session })
        .project<Assigned>({ ...SEARCHED_FIELDS, _id: 0, id: 1 })
        .toArray();
      if (found.length === 0) return { outcome: "notFound" };
      const changed = found.flatMap((contact) => {
        const assigneeIds = assignedAfter(contact.assigneeIds, mode, userIds);
        return haveSameMembers(assigneeIds, contact.assigneeIds) ? [] : [{ before: contact, assigneeIds }];
      });
      if (changed.length === 0) return { outcome: "assigned", count: 0 };
      await database.contacts.bulkWrite(
        changed.map(({ before, assigneeIds }) => ({
          updateOne: {
            filter: { organizationId, id: before.id },
            update: { $set: { assigneeIds, searchKeys: searchKeys({ ...before, assigneeIds }), updatedAt: now } },
          },
        })),
        { session },
      );
      const everyone = changed.flatMap(({ before, assigneeIds }) => [...before.assigneeIds, ...assigneeIds]);
      const emails = await emailsOf(database, session, everyone);
      const textOf = (members: readonly string[]) => members.map((id) => emails.get(id) ?? id).join("; ") || null;
      const made = changed.map(({ before, assigneeIds }) => ({
        contactId: before.id,
        action: "assign" as const,
        changes: [{ field: "assignees" as const, before: textOf(before.assigneeIds), after: textOf(assigneeIds) }],
      }));
      await writeActivities(database, scope, session, { made, now });
      return { outcome: "assigned", count: changed.length };
    }),
  );
}

/** True where every user belongs to the organization. */
export async function areMembers(
  { users }: Database,
  session: ClientSession,
  organizationId: string,
  userIds: readonly string[],
): Promise<boolean> {
  const distinct = [...new Set(userIds)];
  const filter = { _id: { $in: distinct }, "memberships.organizationId": organizationId };
  const found = await users.find(filter, { session }).project({ _id: 1 }).toArray();
  return found.length === distinct.length;
}

async function emailsOf(
  { users }: Database,
  session: ClientSession,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const found = await users
    .find({ _id: { $in: [...new Set(ids)] } }, { session })
    .project<{ _id: string; email: string }>({ email: 1 })
    .toArray();
  return new Map(found.map(({ _id, email }) => [_id, email]));
}

function assignedAfter(before: string[], mode: Assignment["mode"], userIds: readonly string[]): string[] {
  if (mode === "remove") return before.filter((id) => !userIds.includes(id));
  return [...new Set(mode === "add" ? [...before, ...userIds] : userIds)];
}

function haveSameMembers(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}
