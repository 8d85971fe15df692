import type { ClientSession } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { Said } from "../app/domain/outcome.ts";
import { writeFollowUps, type FollowUpResult } from "./change-follow-ups.ts";
import type { Database } from "./collections.ts";
import { writeNote, type NewNote } from "./contact-activity.ts";
import { doOnce } from "./operations.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** A note, and the follow-up that it was about: its date as the form showed it, and what came of it; the text may be empty. */
export interface DoneNote extends NewNote, Pick<Said, "outcome" | "leadQuality"> {
  seenDate: CalendarDate | undefined;
  today: CalendarDate;
}

/**
 * Notes what was said and marks the contact's follow-up done, both or neither, as one operation; `count` is 0 where there
 * was no such follow-up of the user's any more, and then the note alone is added, where there is one. Its undo puts the follow-up back, and
 * leaves what was said.
 */
export async function logAndMarkDone(database: Database, scope: MemberScope, note: DoneNote): Promise<FollowUpResult> {
  const { id, kind, text, seenDate, outcome, leadQuality, now, operationId } = note;
  const values = { kind, seenDate, outcome, leadQuality };
  const request = { operationId, action: "done", ids: [id], values, said: [text], now } as const;
  const add = async (session: ClientSession): Promise<FollowUpResult> => {
    const result = await doOnce(database, scope, session, request, async (operationId) => {
      const found =
        text === ""
          ? await database.contacts.findOne({ ...visibleTo(scope), id }, { session, projection: { _id: 1 } })
          : await writeNote(database, scope, session, { ...note, operationId });
      if (!found) return null;
      const change = { ...note, ids: [id], action: "done", operationId } as const;
      const done = await writeFollowUps(database, scope, session, change);
      return done ?? { count: 0, next: [], nextIsSet: false };
    });
    if (result?.outcome !== "answered") return result ?? { outcome: "notFound" };
    return { outcome: "changed", operationId: result.operationId, ...result.answer };
  };
  return database.client.withSession((session) => session.withTransaction(() => add(session)));
}
