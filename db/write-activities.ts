import type { ClientSession } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { FieldChange, NoteKind } from "../app/domain/contact.ts";
import type { ActivityDocument, Database } from "./collections.ts";
import { actedFor } from "./acted-for.ts";
import { newId } from "./ids.ts";

/** Something that happened with a contact and moved no date; at another time than it is written where it says so. */
export interface PlainActivity extends Partial<
  Pick<ActivityDocument, "at" | "loggedAt" | "loggedBy" | "direction" | "outcome">
> {
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
  /** The members for whom the user stands in now. */
  standsInFor?: readonly string[] | undefined;
}

/** Writes activities that belong to one operation, inside the session's transaction. */
export async function writeActivities(
  database: Database,
  author: Author,
  session: ClientSession,
  { made, now, operationId = newId("op") }: { made: PlainActivity[]; now: Date; operationId?: string },
): Promise<void> {
  const { organizationId, userId } = author;
  const rest = { organizationId, userId, at: now, dateBefore: null, dateAfter: null, operationId };
  const insteadOf = await actedFor(
    database,
    author,
    session,
    made.map(({ contactId }) => contactId),
  );
  await database.activities.insertMany(
    made.map((activity) => ({ ...rest, ...insteadOf.get(activity.contactId), ...activity })),
    { session },
  );
}
