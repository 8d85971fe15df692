import type { NoteKind } from "../../app/domain/contact.ts";
import type { Database } from "../../db/collections.ts";
import { logActivity } from "../../db/log-activity.ts";
import type { MemberScope } from "../../db/scope.ts";

/** Writes a note, or a call that doesn't count as follow-up, on a contact's timeline. */
export function logNote(
  database: Database,
  scope: MemberScope,
  note: { id: string; kind: NoteKind; text: string; now: Date },
) {
  const today = note.now.toISOString().slice(0, 10);
  return logActivity(database, scope, { ...note, counts: false, today, timeZone: "UTC" });
}
