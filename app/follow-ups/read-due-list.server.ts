import type { Viewer } from "../auth/viewer.server.ts";
import { contactHistories, readDue, type Database, type DueRequest } from "../database.server.ts";
import type { DueList } from "../domain/due-list.ts";
import { earlierContactText } from "../domain/last-contact.ts";
import { lastNote } from "../domain/last-note-text.ts";
import { triesInRow } from "../domain/outcome.ts";
import { snoozeChoices } from "./snooze-choices.server.ts";

/**
 * The viewer's due follow-ups, as far as they are asked for, and how many are due in all; where `withNotes` says so, each with
 * what was noted last, when there was contact before that, and how often in a row it was tried for nothing.
 */
export async function readDueList(
  database: Database,
  viewer: Viewer,
  { withNotes = false, ...request }: Omit<DueRequest, "today"> & { withNotes?: boolean },
): Promise<DueList> {
  const { today, nextMidnight, locale } = viewer;
  const [{ followUps, ...counted }, snoozeOptions] = await Promise.all([
    readDue(database, viewer, { ...request, today }),
    snoozeChoices(viewer),
  ]);
  const rest = { ...counted, today, nextMidnight, locale, snoozeOptions };
  if (!withNotes) return { followUps, ...rest };
  const ids = followUps.map(({ id }) => id);
  const histories = await contactHistories(database, viewer, ids);
  const told = followUps.map((followUp) => {
    const history = histories.get(followUp.id) ?? [];
    const note = lastNote(history, viewer);
    const lastContact = earlierContactText(history, viewer);
    const tries = triesInRow(history);
    return {
      ...followUp,
      ...(note !== null && { lastNote: note }),
      ...(lastContact !== null && { lastContact }),
      ...(tries > 0 && { tries }),
    };
  });
  return { followUps: told, ...rest };
}
