import type { Filter as Match } from "mongodb";
import type { Contact } from "../app/domain/contact.ts";
import { searchable } from "../app/domain/search.ts";
import type { ActivityDocument, ContactDocument, Database } from "./collections.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** Where a page of contacts ends and the next begins: the last contact's name and id. */
export interface ContactPosition {
  name: string;
  id: string;
}

/** One page of contacts by name; `next` is null on the last one. */
export interface ContactPage {
  contacts: Contact[];
  next: ContactPosition | null;
}

/** A contact with its timeline, newest first. */
export interface ContactProfile {
  contact: Contact;
  assignees: string[];
  activities: (Pick<ActivityDocument, "at" | "action" | "dateBefore" | "dateAfter"> & { userName: string | null })[];
}

const FIELDS = {
  _id: 0,
  id: 1,
  name: 1,
  email: 1,
  phone: 1,
  company: 1,
  photoUrl: 1,
  leadQuality: 1,
  status: 1,
  nextFollowUpDate: 1,
};
const TIMELINE_LENGTH = 100;

/** The contacts that the member sees, by name: those with a word of name, company or email beginning with each searched one. */
export async function listContacts(
  { contacts }: Database,
  scope: MemberScope,
  { search, after, limit }: { search: string; after: ContactPosition | null; limit: number },
): Promise<ContactPage> {
  const page = await contacts
    .find(contactsMatch(scope, search, after))
    .sort({ name: 1, id: 1 })
    .limit(limit + 1)
    .project<Contact>(FIELDS)
    .toArray();
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  return { contacts: shown, next: page.length > limit && last ? { name: last.name, id: last.id } : null };
}

/** The filter behind a page of contacts. */
export function contactsMatch(
  scope: MemberScope,
  search: string,
  after: ContactPosition | null,
): Match<ContactDocument> {
  const words = searchable(search).split(/\s+/u).filter(Boolean);
  return {
    ...visibleTo(scope),
    ...(words.length > 0 && {
      $and: words.map((word) => ({ searchWords: { $elemMatch: { $gte: word, $lt: `${word}\u{10FFFF}` } } })),
    }),
    ...(after && { $or: [{ name: { $gt: after.name } }, { name: after.name, id: { $gt: after.id } }] }),
  };
}

/** A contact's profile, or null where the member can't see such a contact. */
export async function findProfile(database: Database, scope: MemberScope, id: string): Promise<ContactProfile | null> {
  const { organizationId } = scope;
  const contact = await database.contacts.findOne({ ...visibleTo(scope), id });
  if (!contact) return null;
  const activities = await database.activities
    .find({ organizationId, contactId: id })
    .sort({ at: -1 })
    .limit(TIMELINE_LENGTH)
    .toArray();
  const userIds = [...contact.assigneeIds, ...activities.flatMap(({ userId }) => userId ?? [])];
  const users = await database.users
    .find({ _id: { $in: [...new Set(userIds)] }, "memberships.organizationId": organizationId })
    .project<{ _id: string; name: string }>({ name: 1 })
    .toArray();
  const nameOf = new Map(users.map(({ _id, name }) => [_id, name]));
  const { name, email, phone, company, photoUrl, leadQuality, status, nextFollowUpDate } = contact;
  return {
    contact: { id, name, email, phone, company, photoUrl, leadQuality, status, nextFollowUpDate },
    assignees: contact.assigneeIds.flatMap((userId) => nameOf.get(userId) ?? []),
    activities: activities.map(({ at, action, dateBefore, dateAfter, userId }) => ({
      at,
      action,
      dateBefore,
      dateAfter,
      userName: userId === null ? null : (nameOf.get(userId) ?? "A former member"),
    })),
  };
}
