import type { ClientSession } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { FieldChange, NoteKind } from "../app/domain/contact.ts";
import type { Database } from "./collections.ts";
import { newId } from "./ids.ts";
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

/** Notes a call, an email, a meeting or a thought on a contact's timeline; false where the member can't see such a contact. */
export async function addNote(
  database: Database,
  scope: MemberScope,
  { id, kind, text, now }: { id: string; kind: NoteKind; text: string; now: Date },
): Promise<boolean> {
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      // Writing the contact too tells other pages that something is new, and keeps the note from outliving it.
      const { matchedCount } = await database.contacts.updateOne(
        { ...visibleTo(scope), id },
        { $set: { updatedAt: now } },
        { session },
      );
      if (matchedCount === 0) return false;
      await writeActivities(database, scope, session, { made: [{ contactId: id, action: kind, text }], now });
      return true;
    }),
  );
}
