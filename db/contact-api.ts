import type { Temporal } from "temporal-polyfill";
import type { Contact } from "../app/domain/contact.ts";
import { readEntries, type ContactPatch, type EntryProblem } from "../app/domain/contact-api-input.ts";
import { quoted } from "../app/domain/import-row.ts";
import { findAlikeOfMany } from "./alike-contacts.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { newId } from "./ids.ts";
import { loadMembers, type Members } from "./import/members.ts";
import { writeContacts, type PendingContact } from "./import/write-contacts.ts";
import { findOrganization } from "./organizations.ts";

/** A contact as another system sees it; assignees by email. */
export interface SharedContact extends Contact {
  assignees: string[];
  /** Days of its own cadence; 0 is none at all; null goes by the lead quality. */
  cadenceDays: number | null;
  createdAt: string;
  updatedAt: string;
}

/** One page of an organization's contacts by id; `next` is null on the last one, else what comes after. */
export interface SharedPage {
  contacts: SharedContact[];
  next: string | null;
}

/** The organization's contacts by id, those after `after`. */
export async function listContactsById(
  database: Database,
  organizationId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<SharedPage> {
  const [members, page] = await Promise.all([
    loadMembers(database, organizationId),
    database.contacts
      .find(contactsAfter(organizationId, after))
      .sort({ id: 1 })
      .limit(limit + 1)
      .toArray(),
  ]);
  const contacts = page.slice(0, limit).map((contact) => sharedContact(contact, members));
  return { contacts, next: page.length > limit ? (contacts.at(-1)?.id ?? null) : null };
}

/** The filter behind a page of contacts by id. */
export function contactsAfter(organizationId: string, after: string | undefined) {
  return { organizationId, ...(after !== undefined && { id: { $gt: after } }) };
}

/** What to save: contacts to add or change, or with `existingOnly` to change alone. */
export interface SaveRequest {
  entries: readonly ContactPatch[];
  existingOnly: boolean;
  now: Temporal.Instant;
}

/** A contact that was added, with the email or phone of another one. */
export interface AddedAlike {
  id: string;
  other: { id: string; name: string };
}

/** What became of a request; where it is refused, or a contact is missing, nothing was written. */
export type SaveResult =
  | { outcome: "saved"; added: number; changed: number; unchanged: number; neverDue: number; alike: AddedAlike[] }
  | { outcome: "refused" | "missing"; problems: EntryProblem[] };

/** Adds and changes contacts of the organization, all of them or none, with what changed on their timelines. */
export async function saveContacts(
  database: Database,
  organizationId: string,
  { entries, existingOnly, now }: SaveRequest,
): Promise<SaveResult> {
  const [organization, members] = await Promise.all([
    findOrganization(database, organizationId),
    loadMembers(database, organizationId),
  ]);
  if (!organization) throw new Error(`There is no organization ${organizationId}`);
  const read = readEntries(entries, organization.timeZone);
  if (!read.ok) return { outcome: "refused", problems: read.problems };
  const problems: EntryProblem[] = [];
  const batch = read.contacts.map((imported, index): PendingContact => {
    const assigneeIds = imported.assignees?.flatMap((user, place) => {
      const userId = members.idOf(user);
      if (userId !== null) return userId;
      problems.push({
        index,
        field: `assignees.${place}`,
        text: `${quoted(user)} is not a member of the organization`,
      });
      return [];
    });
    return { imported, assigneeIds: assigneeIds && [...new Set(assigneeIds)], stamps: undefined };
  });
  if (problems.length) return { outcome: "refused", problems };
  const run = {
    organizationId,
    operationId: newId("op"),
    userId: null,
    now: new Date(now.epochMilliseconds),
    assignedId: null,
    dryRun: false,
    existingOnly,
  };
  const { missing, newContacts, ...written } = await writeContacts(database, run, batch);
  if (missing.length === 0) {
    const { added, changed, unchanged, neverDue } = written;
    const own = new Set(read.contacts.map(({ id }) => id));
    const found = await findAlikeOfMany(database, organizationId, newContacts, (id) => !own.has(id));
    const alike = found.map(({ id, other }) => ({ id, other }));
    return { outcome: "saved", added, changed, unchanged, neverDue, alike };
  }
  const missed = new Set(missing);
  return {
    outcome: "missing",
    problems: read.contacts.flatMap(({ id }, index) =>
      missed.has(id) ? { index, field: "id", text: `${quoted(id)} is no contact of the organization` } : [],
    ),
  };
}

function sharedContact(contact: ContactDocument, members: Members): SharedContact {
  const { id, name, email, phone, company, photoUrl, leadQuality, status, nextFollowUpDate } = contact;
  return {
    ...{ id, name, email, phone, company, photoUrl, leadQuality, status, nextFollowUpDate },
    assignees: contact.assigneeIds.map((userId) => members.emailOf(userId)),
    cadenceDays: contact.cadenceDays ?? null,
    createdAt: contact.createdAt.toISOString(),
    updatedAt: contact.updatedAt.toISOString(),
  };
}
