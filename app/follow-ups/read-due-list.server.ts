import type { Viewer } from "../auth/viewer.server.ts";
import { countDue, listDue, type Database, type DueRequest } from "../database.server.ts";
import type { DueList } from "../domain/due-list.ts";
import { snoozeOptions } from "../domain/snooze.ts";

/** The viewer's due follow-ups, as far as they are asked for, and how many are due in all. */
export async function readDueList(
  database: Database,
  viewer: Viewer,
  request: Omit<DueRequest, "today">,
): Promise<DueList> {
  const { today, nextMidnight } = viewer;
  const [followUps, counts] = await Promise.all([
    listDue(database, viewer, { ...request, today }),
    countDue(database, viewer, today),
  ]);
  return { followUps, counts, today, nextMidnight, snoozeOptions: snoozeOptions(today) };
}
