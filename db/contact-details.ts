import type { ClientSession, WithId } from "mongodb";
import { DETAIL_FIELDS, type ContactDetails, type DetailField, type FieldChange } from "../app/domain/contact.ts";
import type { CalendarDate } from "../app/domain/calendar.ts";
import { searchFields } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { areMembers } from "./contact-assignees.ts";
import { writeActivities } from "./write-activities.ts";
import { newId } from "./ids.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { addOnce, type ReusedId } from "./operations.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** A contact to add; a member's own is assigned to that member, an admin's to whom the admin says. */
export interface NewContact {
  details: ContactDetails;
  nextFollowUpDate: CalendarDate | null;
  assigneeIds: readonly string[];
  now: Date;
  /** The key of the form that it comes from. */
  operationId?: string | undefined;
}

/**
 * Adds a contact and returns its id, once for each form; null where an assignee is no member of the organization.
 */
export async function addContact(
  database: Database,
  scope: MemberScope,
  { details, nextFollowUpDate, assigneeIds: wanted, now, operationId: key }: NewContact,
): Promise<{ id: string } | ReusedId | null> {
  const { organizationId, userId } = scope;
  const id = newId("contact");
  const assigneeIds = scope.role === "admin" ? [...new Set(wanted)] : [userId];
  const said = [details, nextFollowUpDate, assigneeIds];
  const addition = { operationId: key, request: `contact of ${id}`, said, now };
  const add = (session: ClientSession) =>
    addOnce(database, scope, session, addition, async (operationId) => {
      if (!(await areMembers(database, session, organizationId, assigneeIds))) return null;
      await database.contacts.insertOne(
        {
          organizationId,
          id,
          ...details,
          assigneeIds,
          nextFollowUpDate,
          ...searchFields(details),
          createdAt: now,
          updatedAt: now,
        },
        { session },
      );
      await writeActivities(database, scope, session, {
        made: [{ contactId: id, action: "create", dateAfter: nextFollowUpDate }],
        now,
        operationId,
      });
      return { id };
    });
  return database.client.withSession((session) => session.withTransaction(() => add(session)));
}

/** What is to become of a contact's details, by one who had `seen` others before; null where nobody had to look. */
export interface DetailsChange {
  id: string;
  seen: ContactDetails | null;
  /** A field that is absent stays as it is. */
  typed: Partial<ContactDetails>;
  now: Date;
}

/**
 * What became of an edit. `changed` also tells the fields that others changed meanwhile, which were kept; `conflict`
 * has the details as they are stored now, of which nothing was changed, as someone else had changed one of the same fields.
 */
export type DetailsResult =
  | { outcome: "changed"; changed: DetailField[]; kept: DetailField[] }
  | { outcome: "conflict"; stored: ContactDetails; fields: DetailField[] }
  | { outcome: "notFound" };

/** Writes the fields that were edited, unless someone else has given one of them another value since it was seen. */
export async function changeDetails(
  database: Database,
  scope: MemberScope,
  { id, now, ...change }: DetailsChange,
): Promise<DetailsResult> {
  return database.client.withSession((session) =>
    session.withTransaction(async (): Promise<DetailsResult> => {
      const stored = await database.contacts.findOne({ ...visibleTo(scope), id }, { session });
      if (!stored) return { outcome: "notFound" };
      const seen = change.seen ?? detailsOf(stored);
      const typed = { ...seen, ...change.typed };
      const edited = DETAIL_FIELDS.filter((field) => typed[field] !== seen[field] && typed[field] !== stored[field]);
      const moved = DETAIL_FIELDS.filter((field) => stored[field] !== seen[field] && typed[field] !== stored[field]);
      const fields = edited.filter((field) => moved.includes(field));
      if (fields.length > 0) return { outcome: "conflict", stored: detailsOf(stored), fields };
      if (edited.length === 0) return { outcome: "changed", changed: [], kept: moved };
      const at = momentOfChange(now, [stored]);
      const changes = Object.fromEntries(edited.map((field) => [field, typed[field]])) as Partial<ContactDetails>;
      await database.contacts.updateOne(
        { organizationId: scope.organizationId, id },
        { $set: { ...changes, ...searchFields({ ...stored, ...changes }), updatedAt: at } },
        { session },
      );
      const told: FieldChange[] = edited.map((field) => ({ field, before: stored[field], after: typed[field] }));
      await writeActivities(database, scope, session, {
        made: [{ contactId: id, action: "edit", changes: told }],
        now: at,
      });
      return { outcome: "changed", changed: edited, kept: moved };
    }),
  );
}

function detailsOf(contact: WithId<ContactDocument>): ContactDetails {
  const { name, company, email, phone, photoUrl, status, leadQuality } = contact;
  return { name, company, email, phone, photoUrl, status, leadQuality };
}
