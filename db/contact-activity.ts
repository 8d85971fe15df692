import type { ClientSession } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { FieldChange, NoteKind } from "../app/domain/contact.ts";
import type { Database } from "./collections.ts";
import { newId } from "./ids.ts";
import { momentOfChange } from "./moment-of-change.ts";
import { addOnce, type ReusedId } from "./operations.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** Something that happened with a contact and moved no date. */
export interface PlainActivity {
  contactId: string;
  action: "create" | "edit" | "assign" | "merge" | "restore" | NoteKind;
  text?: string;
  changes?: FieldChange[];
  assignees?: { before: string[]; after: string[] };
  /** The date that it had before, and with which it was added or goes on. */
  dateBefore?: CalendarDate | null;
  dateAfter?: CalendarDate | null;
}

/** Who does something in an organization; null where no user does. */
export interface Author {
  organizationId: string;
  userId: string | null;
}

/** Writes activities that belong to one operation, inside the session's transaction. */
export async function writeActivities(
  { activities }: Database,
  { organizationId, userId }: Author,
  session: ClientSession,
  { made, now, operationId = newId("op") }: { made: PlainActivity[]; now: Date; operationId?: string },
): Promise<void> {
  const rest = { organizationId, userId, at: now, dateBefore: null, dateAfter: null, operationId };
  await activities.insertMany(
    made.map((activity) => ({ ...rest, ...activity })),
    { session },
  );
}

/** A note to add, and the key of the form that it comes from. */
export interface NewNote {
  id: string;
  kind: NoteKind;
  text: string;
  now: Date;
  operationId?: string | undefined;
}

/**
 * Notes a call, an email, a meeting or a thought on a contact's timeline, once for each form; null where the member can't
 * see such a contact.
 */
export async function addNote(
  database: Database,
  scope: MemberScope,
  { id, kind, text, now, operationId: key }: NewNote,
): Promise<{ id: string } | ReusedId | null> {
  const addition = { operationId: key, request: `note of ${id}`, said: [id, kind, text], now };
  const add = (session: ClientSession) =>
    addOnce(database, scope, session, addition, (operationId) =>
      writeNote(database, scope, session, { id, kind, text, now, operationId }),
    );
  return database.client.withSession((session) => session.withTransaction(() => add(session)));
}

/** Notes the same inside the session's transaction. */
export async function writeNote(
  database: Database,
  scope: MemberScope,
  session: ClientSession,
  { id, kind, text, now, operationId }: NewNote & { operationId: string },
): Promise<{ id: string } | null> {
  // Writing the contact too tells other pages that something is new, and keeps the note from outliving it.
  const contact = await database.contacts.findOne(
    { ...visibleTo(scope), id },
    { session, projection: { updatedAt: 1 } },
  );
  if (!contact) return null;
  const at = momentOfChange(now, [contact]);
  await database.contacts.updateOne({ _id: contact._id }, { $set: { updatedAt: at } }, { session });
  const made = [{ contactId: id, action: kind, text }];
  await writeActivities(database, scope, session, { made, now: at, operationId });
  return { id };
}
