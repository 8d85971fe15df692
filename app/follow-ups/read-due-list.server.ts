import type { Viewer } from "../auth/viewer.server.ts";
import { lastNotes, readDue, type Database, type DueRequest } from "../database.server.ts";
import type { DueList } from "../domain/due-list.ts";
import { lastNoteText } from "../domain/last-note-text.ts";
import { snoozeOptions } from "../domain/snooze.ts";

/**
 * The viewer's due follow-ups, as far as they are asked for, and how many are due in all; where `withNotes` says so, each with
 * what was noted last.
 */
export async function readDueList(
  database: Database,
  viewer: Viewer,
  { withNotes = false, ...request }: Omit<DueRequest, "today"> & { withNotes?: boolean },
): Promise<DueList> {
  const { today, nextMidnight } = viewer;
  const { followUps, counts } = await readDue(database, viewer, { ...request, today });
  const rest = { counts, today, nextMidnight, snoozeOptions: snoozeOptions(today) };
  if (!withNotes) return { followUps, ...rest };
  const ids = followUps.map(({ id }) => id);
  const notes = await lastNotes(database, viewer, ids);
  const noted = followUps.map((followUp) => {
    const note = notes.get(followUp.id);
    return note ? { ...followUp, lastNote: lastNoteText(note, viewer) } : followUp;
  });
  return { followUps: noted, ...rest };
}
