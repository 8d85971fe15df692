import type { Viewer } from "../auth/viewer.server.ts";
import { contactHistories, readDue, type Database, type DueRequest } from "../database.server.ts";
import type { DueList } from "../domain/due-list.ts";
import { snoozeChoices } from "./snooze-choices.server.ts";
import { withHistory } from "./with-history.ts";
import type { ListViewer } from "./whose-list.server.ts";

/**
 * The viewer's due follow-ups, as far as they are asked for, and how many are due in all; where `withNotes` says so, each with
 * what its history tells.
 */
export async function readDueList(
  database: Database,
  viewer: Viewer & Partial<Pick<ListViewer, "isInStead" | "ofName">>,
  { withNotes = false, ...request }: Omit<DueRequest, "today"> & { withNotes?: boolean },
): Promise<DueList> {
  const { today, nextMidnight, locale } = viewer;
  const [{ followUps: found, ...counted }, snoozeOptions] = await Promise.all([
    readDue(database, viewer, { ...request, today }),
    snoozeChoices(viewer),
  ]);
  const insteadOf = viewer.isInStead && viewer.ofName ? { insteadOf: viewer.ofName } : null;
  const followUps = insteadOf ? found.map((followUp) => ({ ...followUp, ...insteadOf })) : found;
  const rest = { ...counted, today, nextMidnight, locale, snoozeOptions };
  if (!withNotes) return { followUps, ...rest };
  const ids = followUps.map(({ id }) => id);
  const histories = await contactHistories(database, viewer, ids);
  const told = followUps.map((followUp) => withHistory(followUp, histories.get(followUp.id) ?? [], viewer));
  return { followUps: told, ...rest };
}
