import { ObjectId, type WithId } from "mongodb";
import type { Contact } from "../app/domain/contact.ts";
import type { ActivityDocument, ContactDocument, Database } from "./collections.ts";
import { LISTED_FIELDS } from "./contact-pages.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** A contact with its assignees' names, and a stretch of its timeline, newest first. */
export interface ContactProfile {
  contact: Contact;
  assigneeIds: string[];
  assignees: string[];
  activities: ProfileActivity[];
  /** Where the timeline goes on; null where nothing older has happened. */
  older: string | null;
}

/** An activity with the name of the one who did it. */
export interface ProfileActivity extends Pick<
  ActivityDocument,
  "at" | "action" | "dateBefore" | "dateAfter" | "text" | "changes" | "outcome" | "direction" | "undone"
> {
  userName: string | null;
  /** The name of the member who was away, in whose stead they did it. */
  insteadOfName?: string;
}

const TIMELINE_LENGTH = 50;

/** A contact's profile, or null where the member can't see such a contact; the timeline begins behind `olderThan`. */
export async function findProfile(
  database: Database,
  scope: MemberScope,
  id: string,
  olderThan: string | null = null,
): Promise<ContactProfile | null> {
  const { organizationId } = scope;
  const found = await database.contacts.findOne<Contact & Pick<ContactDocument, "assigneeIds">>(
    { ...visibleTo(scope), id },
    { projection: LISTED_FIELDS },
  );
  if (!found) return null;
  const { assigneeIds, ...contact } = found;
  const read = await timelineOf(database, organizationId, id, olderThan);
  const activities = read.slice(0, TIMELINE_LENGTH);
  const userIds = [
    ...assigneeIds,
    ...activities.flatMap(({ userId, insteadOf }) => [userId ?? [], insteadOf ?? []].flat()),
  ];
  const users = await database.users
    .find({ _id: { $in: [...new Set(userIds)] }, "memberships.organizationId": organizationId })
    .project<{ _id: string; name: string }>({ name: 1 })
    .toArray();
  const nameOf = new Map(users.map(({ _id, name }) => [_id, name]));
  const last = activities.at(-1);
  return {
    contact,
    assigneeIds,
    assignees: assigneeIds.flatMap((userId) => nameOf.get(userId) ?? []),
    activities: activities.map(({ at, action, dateBefore, dateAfter, text, changes, userId, ...rest }) => ({
      ...{ at, action, dateBefore, dateAfter },
      ...(text !== undefined && { text }),
      ...(changes && { changes }),
      ...(rest.outcome && { outcome: rest.outcome }),
      ...(rest.direction && { direction: rest.direction }),
      ...(rest.undone && { undone: true }),
      ...(rest.insteadOf !== undefined && { insteadOfName: nameOf.get(rest.insteadOf) ?? "a former member" }),
      userName: userId === null ? null : (nameOf.get(userId) ?? "A former member"),
    })),
    older: last && read.length > TIMELINE_LENGTH ? `${last.at.getTime()}.${last._id.toHexString()}` : null,
  };
}

/** The activities behind a place of the timeline, one more than a page shows. */
async function timelineOf(
  { activities }: Database,
  organizationId: string,
  contactId: string,
  olderThan: string | null,
): Promise<WithId<ActivityDocument>[]> {
  const base = { organizationId, contactId };
  const [, milliseconds, id] = /^(\d{1,15})\.([0-9a-f]{24})$/.exec(olderThan ?? "") ?? [];
  const at = new Date(Number(milliseconds));
  const starts =
    milliseconds && id
      ? [
          { ...base, at, _id: { $gt: new ObjectId(id) } },
          { ...base, at: { $lt: at } },
        ]
      : [base];
  const found: WithId<ActivityDocument>[] = [];
  for (const match of starts) {
    const missing = TIMELINE_LENGTH + 1 - found.length;
    if (missing === 0) break;
    found.push(...(await activities.find(match).sort({ at: -1, _id: 1 }).limit(missing).toArray()));
  }
  return found;
}

/** True where the member sees any contact. */
export async function hasContacts({ contacts }: Database, scope: MemberScope): Promise<boolean> {
  return (await contacts.findOne(visibleTo(scope), { projection: { _id: 1 } })) !== null;
}

/** The members of an organization, by name: whom contacts can be assigned to. */
export async function listMembers(
  { users }: Database,
  organizationId: string,
): Promise<{ id: string; name: string }[]> {
  const members = await users
    .find({ "memberships.organizationId": organizationId })
    .project<{ _id: string; name: string }>({ name: 1 })
    .toArray();
  return members.map(({ _id, name }) => ({ id: _id, name })).sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The names of those of the contacts that the organization has. */
export async function findNames(
  { contacts }: Database,
  organizationId: string,
  ids: readonly string[],
): Promise<string[]> {
  const found = await contacts
    .find({ organizationId, id: { $in: [...ids] } })
    .project<{ name: string }>({ _id: 0, name: 1 })
    .toArray();
  return found.map(({ name }) => name);
}
